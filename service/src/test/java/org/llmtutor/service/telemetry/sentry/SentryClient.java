package org.llmtutor.service.telemetry.sentry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.async.AsyncLoggingEventAppenderFactory;
import io.dropwizard.logging.common.filter.ThresholdLevelFilterFactory;
import io.dropwizard.logging.common.layout.DropwizardLayoutFactory;
import io.sentry.Sentry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.llmtutor.service.telemetry.RequestContext;
import org.slf4j.MDC;

/** The appender as configuration makes it, on a logger of its own. Close it: the client is one. */
final class SentryClient implements AutoCloseable {

  private static final ObjectMapper JSON = Jackson.newObjectMapper();

  private final LoggerContext context = new LoggerContext();

  private SentryClient() {
    context.setMDCAdapter(MDC.getMDCAdapter());
  }

  /** In production; {@code settings} go before the usual ones. */
  static SentryClient to(String dsn, Map<String, ?> settings) throws IOException {
    SentryClient client = new SentryClient();
    client.logger().addAppender(client.appender(dsn, settings));
    return client;
  }

  /** The appender alone. */
  static Appender<ILoggingEvent> appenderTo(String dsn, Map<String, ?> settings)
      throws IOException {
    return new SentryClient().appender(dsn, settings);
  }

  @SuppressWarnings("unchecked")
  private Appender<ILoggingEvent> appender(String dsn, Map<String, ?> settings) throws IOException {
    Map<String, Object> all = new HashMap<>(Map.of("type", "sentry", "dsn", dsn));
    all.putAll(Map.of("environment", "production", "release", "1.2.3"));
    all.putAll(settings);
    AppenderFactory<ILoggingEvent> factory = JSON.convertValue(all, AppenderFactory.class);
    return factory.build(
        context,
        "test",
        new DropwizardLayoutFactory(),
        new ThresholdLevelFilterFactory(),
        new AsyncLoggingEventAppenderFactory());
  }

  /** What is logged here goes to the receiver. */
  Logger logger() {
    return context.getLogger("org.llmtutor.Test");
  }

  @Override
  public void close() {
    Sentry.close();
    RequestContext.accompany(RequestContext.Companion.NONE);
    MDC.clear();
  }
}
