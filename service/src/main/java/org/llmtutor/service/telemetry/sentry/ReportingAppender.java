package org.llmtutor.service.telemetry.sentry;

import io.sentry.Sentry;
import io.sentry.SentryOptions;
import io.sentry.logback.SentryAppender;
import org.llmtutor.service.telemetry.RequestContext;

/**
 * Starts the client with the options it is given. The library's own appender would let variables
 * such as {@code SENTRY_SAMPLE_RATE} change them behind the configuration's back, so that they
 * counted twice.
 */
final class ReportingAppender extends SentryAppender {

  /** A DSN that ends like this keeps the library's appender from starting the client. */
  private static final String UNDEFINED = "_IS_UNDEFINED";

  private final SentryOptions options;

  ReportingAppender(SentryOptions options) {
    this.options = options;
    SentryOptions none = new SentryOptions();
    none.setDsn(UNDEFINED);
    setOptions(none);
  }

  @Override
  public void start() {
    options.setEnableExternalConfiguration(false);
    Sentry.init(options);
    RequestContext.accompany(new ScopeCompanion());
    super.start();
  }
}
