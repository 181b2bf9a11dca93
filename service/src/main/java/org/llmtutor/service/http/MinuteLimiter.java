package org.llmtutor.service.http;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** So many of something a minute per key, on this instance. Safe for concurrent use. */
public final class MinuteLimiter implements RateLimiter {

  private final int perMinute;
  private final Cache<String, Bucket> buckets;

  /**
   * A limiter that nobody has taken from.
   *
   * @param maxKeys how many keys are remembered; beyond, those unused the longest begin anew
   */
  public MinuteLimiter(int perMinute, long maxKeys) {
    this.perMinute = perMinute;
    this.buckets =
        CacheBuilder.newBuilder()
            .maximumSize(maxKeys)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();
  }

  @Override
  public int perMinute() {
    return perMinute;
  }

  @Override
  public Optional<Duration> take(String key) {
    ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  @Override
  public void giveBack(String key) {
    bucket(key).addTokens(1);
  }

  private Bucket bucket(String key) {
    try {
      return buckets.get(key, this::fresh);
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
