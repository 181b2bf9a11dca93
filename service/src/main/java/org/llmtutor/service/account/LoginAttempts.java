package org.llmtutor.service.account;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.llmtutor.service.http.ApiException;

/**
 * So many wrong tokens a minute per address, on this instance; then the address waits, even with
 * the right one. Safe for concurrent use.
 */
final class LoginAttempts {

  private final int perMinute;
  private final Cache<String, Bucket> buckets;

  LoginAttempts(SessionLimits limits) {
    this.perMinute = limits.attemptsPerMinute();
    this.buckets =
        CacheBuilder.newBuilder()
            .maximumSize(limits.maxAddresses())
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();
  }

  /**
   * Takes one attempt; {@link #forgive} gives it back.
   *
   * @throws ApiException 429 {@code rate_limited} with the time to wait
   */
  void take(String address) {
    ConsumptionProbe probe = bucket(address).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new ApiException(
          429,
          "rate_limited",
          "More than " + perMinute + " wrong tokens in a minute. Wait a moment and try again.",
          null,
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /** The attempt was no wrong one. */
  void forgive(String address) {
    bucket(address).addTokens(1);
  }

  private Bucket bucket(String address) {
    try {
      return buckets.get(address, this::fresh);
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
