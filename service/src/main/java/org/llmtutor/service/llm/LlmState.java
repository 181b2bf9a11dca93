package org.llmtutor.service.llm;

import com.codahale.metrics.health.HealthCheck;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What recent calls say about the provider; as a health check it never calls the provider itself.
 * Unhealthy after a configured number of failures in a row, healthy again with the next success.
 * Failures that are the caller's (a rejected request, a learner who left) do not count. Safe for
 * concurrent use.
 */
public final class LlmState extends HealthCheck {

  /**
   * The state at one moment.
   *
   * @param provider configured name
   * @param model configured model
   * @param lastSuccess when a call last succeeded; null before the first
   * @param lastFailure when a call last failed; null before the first
   * @param lastErrorType kind of the last failure; null before the first
   * @param consecutiveFailures since the last success
   */
  public record Snapshot(
      String provider,
      String model,
      @Nullable Instant lastSuccess,
      @Nullable Instant lastFailure,
      @Nullable String lastErrorType,
      int consecutiveFailures) {}

  private final Clock clock;
  private final int degradedAfter;
  private Snapshot current;

  /** Knows nothing yet, which is healthy. */
  public LlmState(LlmConfig config, Clock clock) {
    this.clock = clock;
    this.degradedAfter = config.degradedAfter();
    this.current = new Snapshot(config.provider(), config.model(), null, null, null, 0);
  }

  /** A call succeeded. */
  public synchronized void succeeded() {
    current =
        new Snapshot(
            current.provider,
            current.model,
            clock.instant(),
            current.lastFailure,
            current.lastErrorType,
            0);
  }

  /** A call failed. */
  public synchronized void failed(LlmException failure) {
    if (failure.blamesProvider()) {
      current =
          new Snapshot(
              current.provider,
              current.model,
              current.lastSuccess,
              clock.instant(),
              failure.errorType(),
              current.consecutiveFailures + 1);
    }
  }

  /** The state now. */
  public synchronized Snapshot snapshot() {
    return current;
  }

  @Override
  protected Result check() {
    Snapshot now = snapshot();
    ResultBuilder result =
        Result.builder()
            .withDetail("provider", now.provider)
            .withDetail("model", now.model)
            .withDetail("consecutive_failures", now.consecutiveFailures)
            .withDetail("last_success", text(now.lastSuccess))
            .withDetail("last_failure", text(now.lastFailure));
    if (now.consecutiveFailures < degradedAfter) {
      return result.healthy().build();
    }
    return result
        .unhealthy()
        .withMessage(
            "the last "
                + now.consecutiveFailures
                + " calls failed, most recently: "
                + now.lastErrorType)
        .build();
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "never" : instant.toString();
  }
}
