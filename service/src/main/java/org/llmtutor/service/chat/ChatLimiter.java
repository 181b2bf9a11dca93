package org.llmtutor.service.chat;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.llmtutor.service.http.ApiException;

/** So many messages a minute per learner, on this instance. Safe for concurrent use. */
final class ChatLimiter {

  private final int perMinute;
  private final Clock clock;
  private final Cache<String, Bucket> buckets;

  ChatLimiter(ChatConfig config, Clock clock) {
    this.perMinute = config.messagesPerMinute();
    this.clock = clock;
    this.buckets =
        CacheBuilder.newBuilder()
            .maximumSize(config.maxRateLimited())
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();
  }

  /**
   * Takes one message.
   *
   * @throws ApiException 429 {@code rate_limited} with the time to wait
   */
  void take(String learnerId) {
    ConsumptionProbe probe = bucket(learnerId).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
      Instant resetsAt = clock.instant().plus(wait);
      throw new ApiException(
          429,
          "rate_limited",
          "More than " + perMinute + " messages in a minute. Wait a moment and try again.",
          resetsAt,
          wait);
    }
  }

  private Bucket bucket(String learnerId) {
    try {
      return buckets.get(learnerId, this::fresh);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bucket fresh() {
    return Bucket.builder()
        .withNanosecondPrecision() // The monotonic clock; the other one can be set back.
        .addLimit(
            limit -> limit.capacity(perMinute).refillIntervally(perMinute, Duration.ofMinutes(1)))
        .build();
  }
}
