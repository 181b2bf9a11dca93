package org.llmtutor.bench.replay;

import java.time.Duration;
import java.util.List;

/**
 * When each request of a trace is due, and how many learners must share them so that none sends
 * more in a minute than the service takes from one.
 *
 * @param due times since the start, never falling; all zero for "as fast as possible"
 * @param learners how many send, in turn
 */
record Schedule(List<Duration> due, int learners) {

  /** Messages that the service takes from one learner a minute. */
  static final int MESSAGES_PER_MINUTE = 60;

  /** Registrations that one run may make; the service takes 120 a minute from everybody. */
  static final int MAX_LEARNERS = 100;

  private static final int MIN_LEARNERS = 8;
  // Below the limit, since a late request may fall into the next minute.
  private static final int PLANNED_PER_MINUTE = 50;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Copies the list. */
  Schedule {
    due = List.copyOf(due);
  }

  /**
   * Spreads the trace over {@code length} and keeps its rhythm; zero is as fast as possible.
   *
   * @throws IllegalArgumentException when more learners were needed than one run may register
   */
  static Schedule spread(Trace trace, Duration length) {
    List<Duration> due =
        trace.requests().stream().map(request -> scaled(request, trace, length)).toList();
    int learners = Math.max(MIN_LEARNERS, ceilDiv(busiestMinute(due), PLANNED_PER_MINUTE));
    if (learners > MAX_LEARNERS) {
      throw new IllegalArgumentException(
          "%d requests within a minute need %d learners, more than the %d that one run registers; use fewer --requests or more --seconds"
              .formatted(busiestMinute(due), learners, MAX_LEARNERS));
    }
    return new Schedule(due, learners);
  }

  private static Duration scaled(Trace.Request request, Trace trace, Duration length) {
    long whole = trace.length().toNanos();
    if (length.isZero() || whole == 0) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(
        (long) ((double) request.offset().toNanos() / whole * length.toNanos()));
  }

  private static int busiestMinute(List<Duration> due) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < due.size(); last++) {
      while (due.get(last).minus(due.get(first)).compareTo(MINUTE) >= 0) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
