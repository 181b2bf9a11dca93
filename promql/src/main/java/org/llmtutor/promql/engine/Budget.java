package org.llmtutor.promql.engine;

import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.source.PositionRange;

/** Keeps one query within its limits of samples, series and time. Used by one thread. */
final class Budget {

  private final EngineOptions options;
  private final Cancellation cancellation;
  private final long started = System.nanoTime();
  private final long allowedNanos;
  private long held;
  private long series;

  Budget(EngineOptions options, Cancellation cancellation) {
    this.options = options;
    this.cancellation = cancellation;
    this.allowedNanos =
        Math.min(Times.millis(options.timeout()), Long.MAX_VALUE / 2_000_000) * 1_000_000;
  }

  /** Ends the query when somebody asked for it or its time is over. Cheap; call it often. */
  void check() {
    if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
      throw new CancelledException();
    }
    if (System.nanoTime() - started > allowedNanos) {
      throw new LimitException(
          "query timed out in expression evaluation",
          "ask for less, or allow more than " + options.timeout().toMillis() + "ms");
    }
  }

  /** How many samples are held now. */
  long held() {
    return held;
  }

  /** Counts {@code samples} more as held. */
  void hold(long samples) {
    require(samples);
    held += samples;
  }

  /** Counts {@code before} and {@code samples} as held, and nothing that came between. */
  void settle(long before, long samples) {
    held = before;
    hold(samples);
  }

  /** Fails when {@code samples} more could not be held. */
  void require(long samples) {
    if (samples > options.maxSamples() - held) {
      throw tooManySamples();
    }
  }

  /** Counts selected series. */
  void select(long count) {
    series += count;
    if (series > options.maxSeries()) {
      throw new LimitException(
          "query selects too many series: more than " + options.maxSeries(),
          "narrow the selectors or raise maxSeries");
    }
  }

  /** A grid for a subquery, unless it has more steps than samples may be held. */
  Grid grid(long start, long end, long step) {
    if (end >= start
        && (end - start) / step >= Math.min(options.maxSamples(), Integer.MAX_VALUE - 8)) {
      throw tooManySamples();
    }
    return new Grid(start, end, step);
  }

  /** A grid for a range query, unless it has too many steps. */
  static Grid queryGrid(EngineOptions options, long start, long end, long step) {
    if (step <= 0) {
      throw new EvaluationException(
          "zero or negative query resolution step widths are not accepted",
          "use a step of at least 1ms",
          PositionRange.NONE);
    }
    if (end >= start && (end - start) / step >= options.maxSteps()) {
      throw new LimitException(
          "exceeded maximum resolution of " + options.maxSteps() + " points per timeseries",
          "use a longer step or a shorter range");
    }
    return new Grid(start, end, step);
  }

  private LimitException tooManySamples() {
    return new LimitException(
        "query processing would load too many samples into memory in query execution",
        "narrow the selectors, shorten ranges or raise maxSamples (" + options.maxSamples() + ")");
  }
}
