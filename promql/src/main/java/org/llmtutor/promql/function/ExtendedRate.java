package org.llmtutor.promql.function;

import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.function.HistogramWindows.Rate;

/**
 * The difference of the floats at the ends of a range that is anchored or smoothed: the last ones
 * before the ends, or interpolated at the very ends.
 */
final class ExtendedRate implements PromqlFunction.Kernel {

  private final Rate kind;
  private final boolean smoothed;
  private final long[] times;
  private final double[] values;
  private final CounterResets resets;

  /** For windows over {@code samples}, all of which are floats. */
  ExtendedRate(Rate kind, Window samples) {
    this.kind = kind;
    this.smoothed = samples.extension == RangeExtension.SMOOTHED;
    this.times = samples.timestamps;
    this.values = samples.values;
    this.resets = kind.counter ? CounterResets.of(samples) : CounterResets.NONE;
  }

  @Override
  public void compute(Window window, StepSeries out) {
    int end = window.to - 1;
    int first =
        Math.max(window.from, WindowSearch.after(times, window.from, end, window.rangeStart) - 1);
    int last = smoothed ? WindowSearch.after(times, window.from, end, window.rangeEnd - 1) : end;
    boolean before = times[last] <= window.rangeStart;
    boolean after = smoothed && times[first] > window.rangeEnd;
    if (!before && !after) {
      double result = difference(window, first, last);
      double seconds = (window.rangeEnd - window.rangeStart) / 1000.0;
      out.set(window.step, kind.perSecond ? result / seconds : result);
    }
  }

  private double difference(Window window, int first, int last) {
    double left =
        smoothed && times[first] < window.rangeStart
            ? interpolate(first, window.rangeStart)
            : values[first];
    double right =
        smoothed && last > window.from && times[last] > window.rangeEnd
            ? interpolate(last - 1, window.rangeEnd)
            : values[last];
    double difference = right - left;
    if (!kind.counter) {
      return difference;
    }
    int firstInside = times[first] <= window.rangeStart ? first + 1 : first;
    int lastInside = times[last] >= window.rangeEnd ? last - 1 : last;
    return corrected(difference, left, right, firstInside, lastInside);
  }

  /** Between the sample at {@code index} and the next; a reset between them counts from zero. */
  private double interpolate(int index, long time) {
    double after = values[index + 1];
    double before = kind.counter && after < values[index] ? 0 : values[index];
    double share = (double) (time - times[index]);
    return before + (after - before) * share / (times[index + 1] - times[index]);
  }

  /** Adds what was reached before each reset, the ends being no samples. */
  private double corrected(double difference, double left, double right, int first, int last) {
    if (first > last) {
      return right < left ? difference + left : difference;
    }
    double atLeft = values[first] < left ? left : 0;
    double atRight = right < values[last] ? values[last] : 0;
    return resets.corrected(difference + atLeft + atRight, first, last);
  }
}
