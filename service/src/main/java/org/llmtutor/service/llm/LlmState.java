package org.llmtutor.service.llm;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What recent calls say about one route; nothing is called to find out. It has a problem after a
 * configured number of failures in a row, until the next success. Failures that are the caller's (a
 * rejected request, a learner who left) do not count. Safe for concurrent use.
 */
final class LlmState {

  /**
   * The state at one moment.
   *
   * @param lastSuccess when a call last succeeded; null before the first
   * @param lastFailure when a call last failed; null before the first
   * @param lastErrorType kind of the last failure; null before the first
   * @param consecutiveFailures since the last success
   */
  record Snapshot(
      @Nullable Instant lastSuccess,
      @Nullable Instant lastFailure,
      @Nullable String lastErrorType,
      int consecutiveFailures) {}

  private final LlmRoute route;
  private final int degradedAfter;
  private final Clock clock;
  private Snapshot current = new Snapshot(null, null, null, 0);

  /** Knows nothing yet, which is no problem. */
  LlmState(LlmRoute route, int degradedAfter, Clock clock) {
    this.route = route;
    this.degradedAfter = degradedAfter;
    this.clock = clock;
  }

  /** Name of the route. */
  String route() {
    return route.name();
  }

  /** A call succeeded. */
  synchronized void succeeded() {
    current = new Snapshot(clock.instant(), current.lastFailure, current.lastErrorType, 0);
  }

  /** A call failed. */
  synchronized void failed(LlmException failure) {
    if (failure.blamesProvider()) {
      current =
          new Snapshot(
              current.lastSuccess,
              clock.instant(),
              failure.errorType(),
              current.consecutiveFailures + 1);
    }
  }

  /** The state now. */
  synchronized Snapshot snapshot() {
    return current;
  }

  /** What is wrong, if anything. */
  Optional<String> problem() {
    Snapshot now = snapshot();
    if (now.consecutiveFailures < degradedAfter) {
      return Optional.empty();
    }
    return Optional.of(
        "the last %d calls of %s failed, most recently: %s"
            .formatted(now.consecutiveFailures, route.name(), now.lastErrorType));
  }

  /** The state as details of a health check. */
  Map<String, Object> details() {
    Snapshot now = snapshot();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("provider", route.provider());
    details.put("model", route.model());
    details.put("consecutive_failures", now.consecutiveFailures);
    details.put("last_success", text(now.lastSuccess));
    details.put("last_failure", text(now.lastFailure));
    return details;
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "never" : instant.toString();
  }
}
