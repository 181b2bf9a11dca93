package org.llmtutor.cli.replay;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When each request is due.
 *
 * @param due times since the start, never falling; all zero for as fast as the service answers
 */
record Pace(List<Duration> due) {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Copies the list. */
  Pace {
    due = List.copyOf(due);
  }

  /** As fast as the service answers. */
  static Pace unbounded(Trace trace) {
    return new Pace(trace.requests().stream().map(request -> Duration.ZERO).toList());
  }

  /** With the trace's own rhythm, so many times faster. */
  static Pace times(Trace trace, double speed) {
    return new Pace(
        trace.requests().stream()
            .map(request -> Duration.ofNanos((long) (request.offset().toNanos() / speed)))
            .toList());
  }

  /** With the trace's own rhythm, from the first request to the last in {@code length}. */
  static Pace within(Trace trace, Duration length) {
    long whole = trace.length().toNanos();
    return whole == 0 ? unbounded(trace) : times(trace, (double) whole / length.toNanos());
  }

  /** Evenly, so many a second. */
  static Pace rate(Trace trace, double perSecond) {
    return new Pace(
        IntStream.range(0, trace.requests().size())
            .mapToObj(i -> Duration.ofNanos((long) (i / perSecond * 1e9)))
            .toList());
  }

  /** The most requests that fall due within one minute. */
  int busiestMinute() {
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
}
