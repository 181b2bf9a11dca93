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

  private final SentryOptions options;

  ReportingAppender(SentryOptions options) {
    this.options = options;
    setOptions(options);
  }

  @Override
  public void start() {
    options.setEnableExternalConfiguration(false);
    Sentry.init(options);
    RequestContext.accompany(new ScopeCompanion());
    started = true;
  }
}
