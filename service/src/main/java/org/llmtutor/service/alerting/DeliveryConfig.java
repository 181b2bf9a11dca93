package org.llmtutor.service.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How notifications are sent. Every channel has a queue and a thread of its own.
 *
 * @param callTimeout deadline of one call, from looking up the name to the last byte
 * @param maxQueued notifications that wait for a channel; the oldest makes room for another
 * @param maxAlertsPerMessage alerts that one message shows; the rest is a number
 * @param maxAttempts calls per notification, the first included
 * @param baseBackoff wait after the first failed call, doubled after each; jittered between half
 *     and all of it
 * @param maxBackoff the wait grows no further
 * @param maxRetryAfter the longest wait that a receiver's {@code Retry-After} can ask for
 */
public record DeliveryConfig(
    Duration callTimeout,
    int maxQueued,
    int maxAlertsPerMessage,
    int maxAttempts,
    Duration baseBackoff,
    Duration maxBackoff,
    Duration maxRetryAfter) {

  /** What applies when the section is left out. */
  public static final DeliveryConfig DEFAULT = of(null, null, null, null, null, null, null);

  /** Rejects what cannot work. */
  public DeliveryConfig {
    Bounds.millis("alerting.delivery.callTimeout", callTimeout);
    Bounds.range("alerting.delivery.maxQueued", maxQueued, 1, 100_000);
    Bounds.range("alerting.delivery.maxAlertsPerMessage", maxAlertsPerMessage, 1, 1_000);
    Bounds.range("alerting.delivery.maxAttempts", maxAttempts, 1, 20);
    Bounds.millis("alerting.delivery.baseBackoff", baseBackoff);
    Bounds.millis("alerting.delivery.maxBackoff", maxBackoff);
    Bounds.millis("alerting.delivery.maxRetryAfter", maxRetryAfter);
    if (maxBackoff.compareTo(baseBackoff) < 0) {
      throw new IllegalArgumentException(
          "alerting.delivery.maxBackoff: less than baseBackoff; use at least as much");
    }
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static DeliveryConfig of(
      @JsonProperty("callTimeout") io.dropwizard.util.@Nullable Duration callTimeout,
      @JsonProperty("maxQueued") @Nullable Integer maxQueued,
      @JsonProperty("maxAlertsPerMessage") @Nullable Integer maxAlertsPerMessage,
      @JsonProperty("maxAttempts") @Nullable Integer maxAttempts,
      @JsonProperty("baseBackoff") io.dropwizard.util.@Nullable Duration baseBackoff,
      @JsonProperty("maxBackoff") io.dropwizard.util.@Nullable Duration maxBackoff,
      @JsonProperty("maxRetryAfter") io.dropwizard.util.@Nullable Duration maxRetryAfter) {
    return new DeliveryConfig(
        Bounds.or(callTimeout, Duration.ofSeconds(10)),
        maxQueued == null ? 100 : maxQueued,
        maxAlertsPerMessage == null ? 20 : maxAlertsPerMessage,
        maxAttempts == null ? 5 : maxAttempts,
        Bounds.or(baseBackoff, Duration.ofSeconds(1)),
        Bounds.or(maxBackoff, Duration.ofSeconds(30)),
        Bounds.or(maxRetryAfter, Duration.ofMinutes(1)));
  }

  /**
   * The wait before the next call.
   *
   * @param attemptsMade at least 1
   * @param asked what the receiver asked for; null when it did not
   */
  Duration delayAfter(int attemptsMade, @Nullable Duration asked, RandomGenerator random) {
    Duration doubled = baseBackoff.multipliedBy(1L << Math.min(attemptsMade - 1, 30));
    Duration backoff = doubled.compareTo(maxBackoff) > 0 ? maxBackoff : doubled;
    Duration jittered =
        Duration.ofNanos((long) (backoff.toNanos() * (0.5 + random.nextDouble() / 2)));
    if (asked == null) {
      return jittered;
    }
    Duration bounded = asked.compareTo(maxRetryAfter) > 0 ? maxRetryAfter : asked;
    return bounded.compareTo(jittered) > 0 ? bounded : jittered;
  }
}
