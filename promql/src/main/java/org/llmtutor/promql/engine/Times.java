package org.llmtutor.promql.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * Arithmetic with times in milliseconds that never overflows: everything beyond about 36 million
 * years counts as that far.
 */
final class Times {

  /** No time is farther from the epoch, no length longer. */
  static final long FARTHEST = 1L << 60;

  private Times() {}

  static long clamp(long millis) {
    return Math.max(-FARTHEST, Math.min(FARTHEST, millis));
  }

  static long plus(long a, long b) {
    return clamp(clamp(a) + clamp(b));
  }

  static long minus(long a, long b) {
    return clamp(clamp(a) - clamp(b));
  }

  static long millis(Instant time) {
    try {
      return clamp(time.toEpochMilli());
    } catch (ArithmeticException tooFar) {
      return time.getEpochSecond() < 0 ? -FARTHEST : FARTHEST;
    }
  }

  static long millis(Duration length) {
    try {
      return clamp(length.toMillis());
    } catch (ArithmeticException tooLong) {
      return length.isNegative() ? -FARTHEST : FARTHEST;
    }
  }
}
