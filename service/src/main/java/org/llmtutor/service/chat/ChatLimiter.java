package org.llmtutor.service.chat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.RateLimiter;

/** So many messages a minute per learner. Safe for concurrent use. */
final class ChatLimiter {

  private final RateLimiter limiter;
  private final Clock clock;

  ChatLimiter(RateLimiter limiter, Clock clock) {
    this.limiter = limiter;
    this.clock = clock;
  }

  /**
   * Takes one message.
   *
   * @throws ApiException 429 {@code rate_limited} with the time to wait
   */
  void take(String learnerId) {
    Optional<Duration> wait = limiter.take(learnerId);
    if (wait.isPresent()) {
      throw new ApiException(
          429,
          "rate_limited",
          "More than "
              + limiter.perMinute()
              + " messages in a minute. Wait a moment and try again.",
          clock.instant().plus(wait.get()),
          wait.get());
    }
  }
}
