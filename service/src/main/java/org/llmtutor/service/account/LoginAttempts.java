package org.llmtutor.service.account;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.RateLimiter;
import org.llmtutor.service.redis.RedisFeature;

/**
 * So many wrong tokens a minute per address, on all instances that share Redis; then the address
 * waits, even with the right one. Safe for concurrent use.
 */
final class LoginAttempts {

  private final RateLimiter limiter;

  LoginAttempts(RedisFeature redis, SessionLimits limits) {
    this.limiter =
        redis.perMinute("login", limits.attemptsPerMinute(), limits.maxAddresses(), Map::of);
  }

  /**
   * Takes one attempt; {@link #forgive} gives it back.
   *
   * @throws ApiException 429 {@code rate_limited} with the time to wait
   */
  void take(String address) {
    Optional<Duration> wait = limiter.take(address);
    if (wait.isPresent()) {
      throw new ApiException(
          429,
          "rate_limited",
          "More than "
              + limiter.perMinute()
              + " wrong tokens in a minute. Wait a moment and try again.",
          null,
          wait.get());
    }
  }

  /** The attempt was no wrong one. */
  void forgive(String address) {
    limiter.giveBack(address);
  }
}
