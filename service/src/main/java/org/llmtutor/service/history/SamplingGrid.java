package org.llmtutor.service.history;

import java.time.Duration;

/**
 * When samples are due: at the multiples of the interval since the epoch, so that the times before
 * and after a restart, and those of several instances, lie on one grid. All in milliseconds since
 * the epoch.
 *
 * @param interval between two samples
 */
record SamplingGrid(long interval) {

  private static final long LEAST_TOLERANCE = 20;
  private static final int TOLERATED_PART = 100;

  static SamplingGrid of(Duration interval) {
    return new SamplingGrid(interval.toMillis());
  }

  /** The first time after {@code now} at which a sample is due. */
  long after(long now) {
    return Math.floorDiv(now, interval) * interval + interval;
  }

  /** The time that comes after a sample that was due at {@code due} and is done at {@code now}. */
  long next(long due, long now) {
    return after(wasPutBack(due, now) ? now : Math.max(due, now));
  }

  /** How many times between {@code due} and the next one go without a sample. */
  long missed(long due, long now) {
    return wasPutBack(due, now) ? 0 : (next(due, now) - due) / interval - 1;
  }

  /** Whether it is so late that the sample does not get the time at which it was due. */
  boolean isLate(long due, long now) {
    return Math.abs(now - due) > Math.max(LEAST_TOLERANCE, interval / TOLERATED_PART);
  }

  /** Whether the clock was put back; a timer may fire a little early without that. */
  boolean wasPutBack(long due, long now) {
    return now < due - interval / 2;
  }
}
