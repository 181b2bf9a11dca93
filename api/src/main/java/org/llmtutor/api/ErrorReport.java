package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /api/ops/errors}: the last failures of one instance since it started.
 *
 * @param errors newest first; no messages, so nothing of what a learner wrote
 * @param total how many there have been, including those that are no longer kept
 */
public record ErrorReport(List<Entry> errors, long total) {

  /** Copies the list. */
  public ErrorReport {
    errors = List.copyOf(errors);
  }

  /**
   * A reply with a status of 500 or above, an ERROR line of the log, or both for one request.
   *
   * @param at when
   * @param requestId finds the request in logs and error reports
   * @param method HTTP method
   * @param route route template
   * @param status of the reply
   * @param code stable code of the reply
   * @param logger who logged it
   * @param exception class of what was thrown
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      Instant at,
      @JsonProperty("request_id") @Nullable String requestId,
      @Nullable String method,
      @Nullable String route,
      @Nullable Integer status,
      @Nullable String code,
      @Nullable String logger,
      @Nullable String exception) {}
}
