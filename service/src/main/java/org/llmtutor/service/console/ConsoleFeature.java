package org.llmtutor.service.console;

import io.dropwizard.jersey.setup.JerseyEnvironment;
import org.llmtutor.service.account.OperatorSessions;
import org.llmtutor.service.telemetry.RecentErrors;

/** Registers the operators' page, its log-in and the routes that only it needs. */
public final class ConsoleFeature {

  private ConsoleFeature() {}

  /**
   * Registers with {@code jersey}; when the console is off there are the list of errors and the
   * test of error reporting alone.
   *
   * @param runbooks what comes before a runbook's relative path to make it a link, or nothing
   */
  public static void install(
      JerseyEnvironment jersey,
      ConsoleConfig config,
      OperatorSessions sessions,
      RecentErrors errors,
      String runbooks) {
    errors.keep(config.recentErrors());
    jersey.register(new ErrorsResource(errors));
    jersey.register(
        new SentryTestResource(
            config.sentryTestDeadline().toJavaDuration(), config.sentryTestsPerMinute()));
    if (config.enabled()) {
      sessions.allow(config.sessions());
      Assets assets = Assets.load();
      jersey.register(new PageResource(assets));
      jersey.register(new SessionResource(sessions, config, assets.version(), runbooks));
    }
  }
}
