package org.llmtutor.service.http;

import java.time.Duration;
import java.util.Optional;

/** So many of something a minute per key. Safe for concurrent use. */
public interface RateLimiter {

  /** How many a minute. */
  int perMinute();

  /** Takes one; how long to wait when there is none left, empty when it was taken. */
  Optional<Duration> take(String key);

  /** Gives one back. */
  void giveBack(String key);
}
