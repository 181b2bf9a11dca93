package org.llmtutor.promql.function;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.CounterResetHint;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramMean;
import org.llmtutor.promql.histogram.HistogramSum;
import org.llmtutor.promql.model.Labels;

/**
 * Range functions on the histograms of one series. Each method looks at the window first: when it
 * has only floats, it answers false and does nothing, and the caller computes; else it answers true
 * after it has put the result into the output, or a warning into the annotations.
 */
final class HistogramWindows {

  /** What becomes of the difference between the ends of a range. */
  enum Rate {
    /** Per second, resets taken out. */
    RATE(true, true),
    /** Over the range, resets taken out. */
    INCREASE(true, false),
    /** Over the range, of a gauge. */
    DELTA(false, false);

    final boolean counter;
    final boolean perSecond;

    Rate(boolean counter, boolean perSecond) {
      this.counter = counter;
      this.perSecond = perSecond;
    }
  }

  private final HistogramNotes notes;
  private final String metric;

  /** For one series of a call whose range is its first argument. */
  HistogramWindows(FunctionCall call, Labels labels) {
    this.notes = HistogramNotes.about(call, 0);
    this.metric = labels.metricName();
  }

  /** {@code rate}, {@code increase} or {@code delta}. */
  boolean rate(Rate kind, Window window, StepSeries out) {
    if (onlyFloats(window)) {
      return false;
    }
    if (hasFloats(window)) {
      notes.mixedFloats(metric);
      return true;
    }
    FloatHistogram result =
        switch (window.extension) {
          case NONE -> new HistogramRate(kind, window, notes, metric).result();
          default -> new ExtendedHistogramRate(kind, window, notes, metric).result();
        };
    if (result != null) {
      out.set(window.step, result);
    }
    return true;
  }

  /**
   * {@code irate}, or {@code idelta} unless {@code counter}; looks at the last two samples only.
   */
  boolean instant(boolean counter, Window window, StepSeries out) {
    if (window.to - window.from < 2) {
      return window.histograms != null && window.histogram(window.to - 1) != null;
    }
    FloatHistogram last = window.histogram(window.to - 1);
    FloatHistogram before = window.histogram(window.to - 2);
    if (last == null && before == null) {
      return false;
    }
    if (last == null || before == null) {
      notes.mixedFloats(metric);
      return true;
    }
    FloatHistogram result = instant(counter, before, last);
    if (result != null) {
      double seconds =
          (window.timestamps[window.to - 1] - window.timestamps[window.to - 2]) / 1000.0;
      out.set(window.step, counter ? result.dividedBy(seconds) : result);
    }
    return true;
  }

  private @Nullable FloatHistogram instant(
      boolean counter, FloatHistogram before, FloatHistogram last) {
    boolean gauges = isGauge(before) && isGauge(last);
    if (counter && (isGauge(before) || isGauge(last))) {
      notes.notCounter(metric);
    } else if (!counter && !gauges) {
      notes.notGauge(metric);
    }
    FloatHistogram result = last;
    if (!counter || !last.detectReset(before)) {
      result = new NotedArithmetic(notes, metric).minus(last, before);
    }
    return result == null ? null : result.withHint(CounterResetHint.GAUGE).compact();
  }

  static boolean isGauge(FloatHistogram histogram) {
    return histogram.counterResetHint() == CounterResetHint.GAUGE;
  }

  /** {@code sum_over_time}. */
  boolean sum(Window window, StepSeries out) {
    if (onlyFloats(window)) {
      return false;
    }
    if (hasFloats(window)) {
      notes.mixedFloats(metric);
      return true;
    }
    HistogramSum sum = new HistogramSum();
    for (int i = window.from; i < window.to; i++) {
      FloatHistogram histogram = window.histogram(i);
      if (histogram != null && !sum.add(histogram)) {
        notes.mixedBuckets(metric);
        return true;
      }
    }
    tell(sum.counterResetCollision(), sum.boundsReconciled());
    out.set(window.step, sum.uncompacted());
    return true;
  }

  /** {@code avg_over_time}. */
  boolean avg(Window window, StepSeries out) {
    if (onlyFloats(window)) {
      return false;
    }
    if (hasFloats(window)) {
      notes.mixedFloats(metric);
      return true;
    }
    HistogramMean mean = new HistogramMean();
    for (int i = window.from; i < window.to; i++) {
      FloatHistogram histogram = window.histogram(i);
      if (histogram != null && !mean.add(histogram)) {
        notes.mixedBuckets(metric);
        return true;
      }
    }
    tell(mean.counterResetCollision(), mean.boundsReconciled());
    out.set(window.step, mean.uncompacted());
    return true;
  }

  private void tell(boolean collision, boolean reconciled) {
    if (collision) {
      notes.counterResetCollision(HistogramNotes.Operation.AGGREGATION);
    }
    if (reconciled) {
      notes.boundsReconciled(HistogramNotes.Operation.AGGREGATION);
    }
  }

  /**
   * {@code resets}: how often samples from index {@code first} on went down or changed their kind.
   */
  static int resets(Window window, int first) {
    int resets = 0;
    for (int i = first + 1; i < window.to; i++) {
      FloatHistogram before = window.histogram(i - 1);
      FloatHistogram now = window.histogram(i);
      boolean reset =
          (before != null && now != null)
              ? now.detectReset(before)
              : otherKind(before, now) || window.values[i] < window.values[i - 1];
      resets += reset ? 1 : 0;
    }
    return resets;
  }

  /** {@code changes}: how often samples from index {@code first} on changed. */
  static int changes(Window window, int first) {
    int changes = 0;
    for (int i = first + 1; i < window.to; i++) {
      FloatHistogram before = window.histogram(i - 1);
      FloatHistogram now = window.histogram(i);
      boolean changed =
          (before != null && now != null)
              ? !now.equals(before)
              : otherKind(before, now) || differ(window.values[i - 1], window.values[i]);
      changes += changed ? 1 : 0;
    }
    return changes;
  }

  private static boolean otherKind(@Nullable FloatHistogram before, @Nullable FloatHistogram now) {
    return (before == null) != (now == null);
  }

  private static boolean differ(double a, double b) {
    return a != b && !(Double.isNaN(a) && Double.isNaN(b));
  }

  /** Whether there is no histogram in the window. */
  static boolean onlyFloats(Window window) {
    if (window.histograms != null) {
      for (int i = window.from; i < window.to; i++) {
        if (window.histogram(i) != null) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasFloats(Window window) {
    for (int i = window.from; i < window.to; i++) {
      if (window.histogram(i) == null) {
        return true;
      }
    }
    return false;
  }
}
