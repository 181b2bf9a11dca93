package org.llmtutor.service.telemetry.sentry;

import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.Message;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * What features report besides what they log as an error, which becomes a report by itself. Reports
 * have the names of the request with them. Text must hold neither secrets nor anything that a
 * person wrote. Never throws; safe for concurrent use.
 *
 * <pre>{@code
 * ErrorReports.tell(LOG, ErrorReports.Topic.PROVIDER, "openai is not asked for 30 s", "openai");
 * }</pre>
 */
public final class ErrorReports {

  /** Tag of reports that come from here with what they are about. */
  static final String TOPIC = "topic";

  /** What operators should know although nothing broke. */
  public enum Topic {
    /** Somebody may be trying to get in. */
    SECURITY("security", SentryLevel.WARNING),
    /** Money has run out. */
    BUDGET("budget", SentryLevel.WARNING),
    /** A provider cannot be used. */
    PROVIDER("provider_outage", SentryLevel.ERROR);

    private final String label;
    private final SentryLevel level;

    Topic(String label, SentryLevel level) {
      this.label = label;
      this.level = level;
    }
  }

  private ErrorReports() {}

  /**
   * Tells of something that is no exception: one line in the log and one report.
   *
   * @param group what makes it the same as an earlier one: few constant words, no ids
   */
  public static void tell(Logger log, Topic topic, String text, String... group) {
    if (Sentry.isEnabled()) {
      SentryEvent event = new SentryEvent();
      Message message = new Message();
      message.setFormatted(text);
      event.setMessage(message);
      event.setLevel(topic.level);
      event.setLogger(log.getName());
      event.setTag(TOPIC, topic.label);
      event.setFingerprints(Stream.concat(Stream.of(topic.label), Stream.of(group)).toList());
      Sentry.captureEvent(event);
    }
    log.warn("{}", text);
  }

  /**
   * Tells of an exception that its catcher deals with and logs. Expected ones are not reported.
   *
   * @param log of the catcher
   */
  public static void handled(Logger log, Throwable thrown) {
    if (Sentry.isEnabled()) {
      SentryEvent event = new SentryEvent(thrown);
      event.setLevel(SentryLevel.WARNING);
      event.setLogger(log.getName());
      Sentry.captureEvent(event);
    }
  }

  /** Whether it is such a message: so rare that none is left to chance. */
  static boolean isTold(SentryEvent event) {
    return event.getTag(TOPIC) != null;
  }
}
