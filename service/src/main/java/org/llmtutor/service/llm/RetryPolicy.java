package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt may be followed by another, and after what wait. The wait doubles with each
 * attempt and is jittered between half and all of it; a provider's {@code Retry-After} replaces it
 * and is never undercut.
 *
 * @param maxAttempts attempts in all, the first included; 1 to 10
 * @param baseBackoff wait after the first attempt, before jitter
 * @param maxBackoff the wait grows no further
 * @param maxRetryAfter a provider that asks for a longer wait is not tried again
 */
public record RetryPolicy(
    int maxAttempts, Duration baseBackoff, Duration maxBackoff, Duration maxRetryAfter) {

  /** Three attempts, half a second doubling up to 8 s, at most 20 s when the provider asks. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofSeconds(20));

  /** Rejects what would never end or never wait. */
  public RetryPolicy {
    if (maxAttempts < 1 || maxAttempts > 10) {
      throw new IllegalArgumentException(
          "retry.maxAttempts: " + maxAttempts + " is out of range; use 1 to 10");
    }
    requirePositive("baseBackoff", baseBackoff);
    requirePositive("maxBackoff", maxBackoff);
    requirePositive("maxRetryAfter", maxRetryAfter);
    if (maxBackoff.compareTo(baseBackoff) < 0) {
      throw new IllegalArgumentException(
          "retry.maxBackoff: " + maxBackoff + " is less than baseBackoff; use at least as much");
    }
  }

  /** From the configuration; what is left out is as in {@link #DEFAULT}. */
  @JsonCreator
  public static RetryPolicy fromConfig(
      @JsonProperty("maxAttempts") @Nullable Integer maxAttempts,
      @JsonProperty("baseBackoff") io.dropwizard.util.@Nullable Duration baseBackoff,
      @JsonProperty("maxBackoff") io.dropwizard.util.@Nullable Duration maxBackoff,
      @JsonProperty("maxRetryAfter") io.dropwizard.util.@Nullable Duration maxRetryAfter) {
    return new RetryPolicy(
        maxAttempts == null ? DEFAULT.maxAttempts : maxAttempts,
        baseBackoff == null ? DEFAULT.baseBackoff : baseBackoff.toJavaDuration(),
        maxBackoff == null ? DEFAULT.maxBackoff : maxBackoff.toJavaDuration(),
        maxRetryAfter == null ? DEFAULT.maxRetryAfter : maxRetryAfter.toJavaDuration());
  }

  /**
   * How long to wait before the next attempt; empty when there must be none.
   *
   * @param attemptsMade how many attempts there were, at least 1
   * @param failure how the last one ended
   * @param random where the jitter comes from; the only input that is not data
   */
  public Optional<Duration> delayAfter(
      int attemptsMade, LlmException failure, RandomGenerator random) {
    if (attemptsMade >= maxAttempts || !failure.retryable()) {
      return Optional.empty();
    }
    if (failure.retryAfter().isPresent()) {
      Duration asked = failure.retryAfter().get();
      return asked.compareTo(maxRetryAfter) > 0
          ? Optional.empty()
          : Optional.of(asked.plus(fraction(baseBackoff, random.nextDouble())));
    }
    return Optional.of(fraction(backoff(attemptsMade), 0.5 + random.nextDouble() / 2));
  }

  private Duration backoff(int attemptsMade) {
    Duration doubled = baseBackoff.multipliedBy(1L << (attemptsMade - 1));
    return doubled.compareTo(maxBackoff) > 0 ? maxBackoff : doubled;
  }

  private static Duration fraction(Duration whole, double part) {
    return Duration.ofNanos((long) (whole.toNanos() * part));
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative() || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "retry." + name + ": " + value + " is out of range; use more than zero, at most 1h");
    }
  }
}
