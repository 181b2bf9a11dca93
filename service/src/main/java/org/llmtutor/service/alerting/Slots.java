package org.llmtutor.service.alerting;

import java.time.Duration;

/**
 * The times at which a group is due, on a clock that never goes back. Immutable.
 *
 * @param first the first of them, in nanoseconds
 * @param interval the distance between two
 */
record Slots(long first, long interval) {

  /** Slots of which none is in the past; groups with other names have others. */
  static Slots after(long now, Duration interval, RuleSource source) {
    long nanos = interval.toNanos();
    return new Slots(now + Math.floorMod(source.hashCode() * 0x9E3779B97F4A7C15L, nanos), nanos);
  }

  /** The first slot after {@code now}. */
  long next(long now) {
    long since = now - first;
    return since < 0 ? first : first + (since / interval + 1) * interval;
  }

  /** How many slots lie between {@code last}, which was used, and {@code next}. */
  long missed(long last, long next) {
    return (next - last) / interval - 1;
  }
}
