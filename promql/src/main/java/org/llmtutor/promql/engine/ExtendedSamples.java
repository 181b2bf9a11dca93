package org.llmtutor.promql.engine;

import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.source.PositionRange;

/** The samples of an anchored or smoothed range, with values put at both of its borders. */
final class ExtendedSamples {

  private final boolean smoothed;
  private final long before;
  private final long after;

  ExtendedSamples(Ranges ranges, long lookback) {
    this.smoothed = ranges.extension() == RangeExtension.SMOOTHED;
    this.before = ranges.before(lookback);
    this.after = ranges.after(lookback);
  }

  /** Nothing when no sample is after {@code start}. */
  Samples of(Samples samples, long start, long end) {
    Samples wide = RawRanges.between(samples, Times.minus(start, before), Times.plus(end, after));
    Samples inner = RawRanges.between(wide, start, Times.minus(end, 1));
    int last = wide.offset() + wide.length();
    if (wide.length() == 0 || wide.timestamps()[last - 1] <= start) {
      return Samples.NONE;
    }
    refuseHistograms(wide);
    int length = inner.length() + 2;
    long[] timestamps = new long[length];
    double[] values = new double[length];
    System.arraycopy(wide.timestamps(), inner.offset(), timestamps, 1, inner.length());
    System.arraycopy(wide.values(), inner.offset(), values, 1, inner.length());
    timestamps[0] = start;
    values[0] = border(wide, inner.offset(), start, smoothed);
    timestamps[length - 1] = end;
    values[length - 1] =
        border(
            wide, SampleSearch.after(wide.timestamps(), wide.offset(), last, end), end, smoothed);
    return Samples.of(timestamps, values);
  }

  /** The value at {@code time}, where {@code next} is the first sample after it. */
  private static double border(Samples wide, int next, long time, boolean smoothed) {
    long[] times = wide.timestamps();
    if (next == wide.offset()) {
      return wide.values()[next];
    }
    double value = wide.values()[next - 1];
    boolean between = smoothed && times[next - 1] < time && next < wide.offset() + wide.length();
    if (!between) {
      return value;
    }
    double share = (double) (time - times[next - 1]) / (double) (times[next] - times[next - 1]);
    return value + (wide.values()[next] - value) * share;
  }

  private static void refuseHistograms(Samples samples) {
    for (int i = 0; i < samples.length(); i++) {
      if (samples.histogramAt(i) != null) {
        throw new EvaluationException(
            "anchored modifier is not supported with histograms",
            "remove the modifier",
            PositionRange.NONE);
      }
    }
  }
}
