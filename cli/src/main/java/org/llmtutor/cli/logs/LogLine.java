package org.llmtutor.cli.logs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log file, readable or JSON.
 *
 * @param time when it was written
 * @param level DEBUG to ERROR; INFO for requests
 * @param logger who wrote it, {@code access} for requests
 * @param requestId the request it belongs to, if any
 * @param traceId the request's trace, if any
 * @param learner pseudonym of who called, if known
 * @param route route template, if known
 * @param message what it says
 * @param details exceptions with their frames
 * @param access the request as a whole, on the line of the access log
 */
record LogLine(
    Instant time,
    String level,
    String logger,
    @Nullable String requestId,
    @Nullable String traceId,
    @Nullable String learner,
    @Nullable String route,
    String message,
    List<String> details,
    @Nullable Access access) {

  /** Copies the list. */
  LogLine {
    details = List.copyOf(details);
  }

  /**
   * A request that has ended.
   *
   * @param status of the reply
   * @param millis from the request's begin
   */
  record Access(String method, String route, int status, long bytes, long millis) {}

  /** When the request of this line began, as far as the line tells. */
  Instant begin() {
    return access == null ? time : time.minusMillis(access.millis());
  }
}
