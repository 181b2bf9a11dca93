package org.llmtutor.service.telemetry.log;

import org.llmtutor.service.telemetry.Scrubber;

/** A failure as one line for a terminal: what failed, then why, without stack and secrets. */
public final class FailureLine {

  private static final int MAX_CAUSES = 6;

  private FailureLine() {}

  /** The first lines of the messages of {@code failure} and its causes, each said once. */
  public static String of(Throwable failure) {
    StringBuilder line = new StringBuilder();
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      String message = message(cause);
      if (line.indexOf(message) < 0) {
        line.append(line.isEmpty() ? "" : ": ").append(message);
      }
    }
    return OneLine.of(Scrubber.scrub(line.toString()));
  }

  private static String message(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message).strip();
  }
}
