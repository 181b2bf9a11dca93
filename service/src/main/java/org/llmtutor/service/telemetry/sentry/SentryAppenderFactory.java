package org.llmtutor.service.telemetry.sentry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.helpers.NOPAppender;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.common.base.Ticker;
import io.dropwizard.logging.common.AbstractAppenderFactory;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;
import io.dropwizard.logging.common.filter.LevelFilterFactory;
import io.dropwizard.logging.common.layout.LayoutFactory;
import io.dropwizard.util.Duration;
import io.sentry.DataCategory;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.logback.SentryAppender;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestContext;

/**
 * The {@code sentry} log appender: ERROR events become reports, INFO and above their breadcrumbs.
 * Does nothing without a DSN or in development. Reports are sent on a thread of the client; a
 * receiver that hangs or is down costs dropped reports and at most a second and a half at exit.
 *
 * <pre>{@code
 * logging:
 *   appenders:
 *     - type: sentry
 *       dsn: ${SENTRY_DSN:-}
 *       environment: ${APP_ENV:-development}
 * }</pre>
 */
@JsonTypeName("sentry")
public final class SentryAppenderFactory extends AbstractAppenderFactory<ILoggingEvent> {

  private static final String DEVELOPMENT = "development";
  private static final Pattern DSN =
      Pattern.compile("https?://[^/@\\s]+@[^/@\\s]+/\\S*[0-9A-Za-z]");
  private static final Set<String> ENVIRONMENTS =
      Set.of(DEVELOPMENT, "test", "staging", "production");

  private @Nullable String dsn;
  private String environment = DEVELOPMENT;
  private @Nullable String release;
  private double sampleRate = 1;
  private double tracesSampleRate;
  private Duration slowRequest = Duration.seconds(2);
  private int maxPerFingerprint = 10;
  private Duration fingerprintWindow = Duration.minutes(5);
  private int maxFingerprints = 1000;
  private int maxQueued = 100;
  private Level minimumEventLevel = Level.ERROR;
  private Level minimumBreadcrumbLevel = Level.INFO;
  private Duration flushTimeout = Duration.milliseconds(1000);
  private Duration shutdownTimeout = Duration.milliseconds(500);
  private Duration connectTimeout = Duration.seconds(2);
  private Duration readTimeout = Duration.seconds(5);

  /** Where reports go; absent or blank switches reporting off. */
  @JsonProperty
  public void setDsn(@Nullable String dsn) {
    this.dsn = dsn == null || dsn.isBlank() ? null : checked(dsn.strip());
  }

  /** The client would switch itself off without a word. The value is not repeated. */
  private static String checked(String dsn) {
    if (!DSN.matcher(dsn).matches()) {
      throw new IllegalArgumentException(
          "dsn (SENTRY_DSN): not a Sentry DSN; copy it from the project's client keys, it looks"
              + " like https://key@host/1");
    }
    return dsn;
  }

  /** One of {@code development}, {@code test}, {@code staging}, {@code production}. */
  @JsonProperty
  public void setEnvironment(String environment) {
    if (!ENVIRONMENTS.contains(environment)) {
      throw new IllegalArgumentException(
          "'"
              + environment
              + "': not an environment; use one of "
              + ENVIRONMENTS.stream().sorted().toList());
    }
    this.environment = environment;
  }

  /** The running release, as shown with each report; blank for the version of the build. */
  @JsonProperty
  public void setRelease(@Nullable String release) {
    this.release = release == null || release.isBlank() ? null : release;
  }

  /** Share of error events that are reported, from 0 to 1. */
  @JsonProperty
  public void setSampleRate(@Nullable Double sampleRate) {
    this.sampleRate = share("sampleRate", sampleRate, 1);
  }

  /**
   * Share of requests that are traced, from 0 to 1. Those that fail, report an error or are slow
   * are traced in any case.
   */
  @JsonProperty
  public void setTracesSampleRate(@Nullable Double tracesSampleRate) {
    this.tracesSampleRate = share("tracesSampleRate", tracesSampleRate, 0);
  }

  /** From when on a request is slow; the threshold of the latency alert. */
  @JsonProperty
  public void setSlowRequest(Duration slowRequest) {
    this.slowRequest = slowRequest;
  }

  /** Reports of one cause that leave in a window; the next one afterwards tells of the others. */
  @JsonProperty
  public void setMaxPerFingerprint(int maxPerFingerprint) {
    this.maxPerFingerprint = positive("maxPerFingerprint", maxPerFingerprint);
  }

  /** How long reports of one cause are counted together. */
  @JsonProperty
  public void setFingerprintWindow(Duration fingerprintWindow) {
    this.fingerprintWindow = fingerprintWindow;
  }

  /** Causes that are told apart at a time; what is beyond counts as one. */
  @JsonProperty
  public void setMaxFingerprints(int maxFingerprints) {
    this.maxFingerprints = positive("maxFingerprints", maxFingerprints);
  }

  /** Reports that wait to be sent at most; more are dropped and counted. */
  @JsonProperty
  public void setMaxQueued(int maxQueued) {
    this.maxQueued = positive("maxQueued", maxQueued);
  }

  /** Lowest level that becomes a report. */
  @JsonProperty
  public void setMinimumEventLevel(String level) {
    this.minimumEventLevel = Level.toLevel(level, Level.ERROR);
  }

  /** Lowest level that becomes a breadcrumb of later reports. */
  @JsonProperty
  public void setMinimumBreadcrumbLevel(String level) {
    this.minimumBreadcrumbLevel = Level.toLevel(level, Level.INFO);
  }

  /** How long the exit waits for reports that are under way. */
  @JsonProperty
  public void setFlushTimeout(Duration flushTimeout) {
    this.flushTimeout = flushTimeout;
  }

  /** How long the exit waits for the client's threads. */
  @JsonProperty
  public void setShutdownTimeout(Duration shutdownTimeout) {
    this.shutdownTimeout = shutdownTimeout;
  }

  /** How long connecting to the receiver may take. */
  @JsonProperty
  public void setConnectTimeout(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  /** How long the receiver may take to answer. */
  @JsonProperty
  public void setReadTimeout(Duration readTimeout) {
    this.readTimeout = readTimeout;
  }

  @Override
  public Appender<ILoggingEvent> build(
      LoggerContext context,
      String applicationName,
      LayoutFactory<ILoggingEvent> layoutFactory,
      LevelFilterFactory<ILoggingEvent> levelFilterFactory,
      AsyncAppenderFactory<ILoggingEvent> asyncAppenderFactory) {
    SentryState.setUp(new SentryState.Setup(dsn != null, environment, release()));
    Appender<ILoggingEvent> appender = isOn() ? sentry() : new NOPAppender<>();
    appender.setName("sentry-appender");
    appender.setContext(context);
    appender.addFilter(levelFilterFactory.build(threshold));
    getFilterFactories().forEach(factory -> appender.addFilter(factory.build()));
    appender.start();
    if (isOn()) {
      warmUp();
    }
    // Not wrapped as asynchronous: that loses tags and mixes breadcrumbs; sending is already.
    return appender;
  }

  boolean isOn() {
    return dsn != null && !environment.equals(DEVELOPMENT);
  }

  private SentryAppender sentry() {
    SentryAppender appender = new ReportingAppender(options());
    appender.setMinimumEventLevel(minimumEventLevel);
    appender.setMinimumBreadcrumbLevel(minimumBreadcrumbLevel);
    return appender;
  }

  private SentryOptions options() {
    SentryOptions options = new SentryOptions();
    options.setDsn(dsn);
    options.setEnvironment(environment);
    options.setRelease(release());
    // Whether a transaction is kept is decided at its end.
    options.setTracesSampler(request -> 1.0);
    options.setBeforeSendTransaction(
        new KeptTransactions(tracesSampleRate, slowRequest.toJavaDuration()));
    options.setMaxQueueSize(maxQueued);
    options.setSendModules(false);
    options.setTransportFactory(new WatchedTransport.Factory());
    options.setSendDefaultPii(false);
    options.setAttachServerName(false);
    options.setFlushTimeoutMillis(flushTimeout.toMilliseconds());
    options.setShutdownTimeoutMillis(shutdownTimeout.toMilliseconds());
    options.setConnectionTimeoutMillis((int) connectTimeout.toMilliseconds());
    options.setReadTimeoutMillis((int) readTimeout.toMilliseconds());
    options.setBeforeSend(new BeforeSend(sampleRate, cap()));
    options.setOnDiscard(SentryAppenderFactory::discarded);
    RequestContext.KEYS.forEach(options::addContextTag);
    return options;
  }

  private RepeatCap cap() {
    return new RepeatCap(
        new RepeatCap.Limits(
            maxPerFingerprint, fingerprintWindow.toJavaDuration(), maxFingerprints),
        Ticker.systemTicker());
  }

  /** What was dropped on purpose was counted where that was decided. */
  private static void discarded(DiscardReason reason, DataCategory category, Long count) {
    if (reason != DiscardReason.BEFORE_SEND) {
      SentryState.discarded(reason, count);
    }
  }

  private String release() {
    if (release != null) {
      return release;
    }
    String version = SentryAppenderFactory.class.getPackage().getImplementationVersion();
    return version == null ? DEVELOPMENT : version;
  }

  /** The first report costs a third of a second; the start pays it rather than a request. */
  private static void warmUp() {
    SentryEvent event = new SentryEvent(new IllegalStateException(BeforeSend.WARM_UP));
    event.setTag(BeforeSend.WARM_UP, "true");
    Sentry.captureEvent(event);
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("'" + value + "': " + name + " must be at least 1");
    }
    return value;
  }

  private static double share(String name, @Nullable Double value, double otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("'" + value + "': " + name + " must be from 0 to 1");
    }
    return value;
  }
}
