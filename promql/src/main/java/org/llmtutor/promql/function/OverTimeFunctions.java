package org.llmtutor.promql.function;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.llmtutor.promql.model.Labels;

/** Range functions that sum up the samples of a window, all of equal weight. */
final class OverTimeFunctions {

  private OverTimeFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    Map<String, PromqlFunction> all = new HashMap<>();
    all.put("count_over_time", ofSamples(window -> window.to - window.from));
    all.put("present_over_time", ofSamples(window -> 1));
    all.put("ts_of_first_over_time", ofSamples(window -> seconds(window, window.from)));
    all.put("ts_of_last_over_time", ofSamples(window -> seconds(window, window.to - 1)));
    all.put("first_over_time", new OneSample(false));
    all.put("last_over_time", new OneSample(true));
    all.put("sum_over_time", new OfBothKinds(FloatSums::sum, HistogramWindows::sum));
    all.put("avg_over_time", new OfBothKinds(FloatSums::mean, HistogramWindows::avg));
    all.put("stdvar_over_time", OfFloats.any(OverTimeFunctions::variance));
    all.put("stddev_over_time", OfFloats.any(OverTimeFunctions::deviation));
    all.put("mad_over_time", OfFloats.any(OverTimeFunctions::medianDeviation));
    all.put("quantile_over_time", (PromqlFunction.OfRange) OverTimeFunctions::quantile);
    return all;
  }

  private interface OfSamples {
    double value(Window window);
  }

  private static PromqlFunction ofSamples(OfSamples function) {
    return (PromqlFunction.OfRange)
        (call, labels, samples) -> (window, out) -> out.set(window.step, function.value(window));
  }

  private static double seconds(Window window, int index) {
    return window.timestamps[index] / 1000.0;
  }

  /** The first or last sample itself, of either kind. */
  private record OneSample(boolean last) implements PromqlFunction.OfRange {

    @Override
    public PromqlFunction.Kernel bind(FunctionCall call, Labels labels, Window samples) {
      return (window, out) -> {
        int index = last ? window.to - 1 : window.from;
        if (window.histograms != null && window.histograms[index] != null) {
          out.set(window.step, window.histograms[index]);
        } else {
          out.set(window.step, window.values[index]);
        }
      };
    }

    @Override
    public boolean keepsName() {
      return true;
    }
  }

  /** A number from the floats of a window. */
  private interface Summary {
    double of(double[] values, int from, int to);
  }

  /** Puts what histograms make into the output, if there are any. */
  private interface HistogramSummary {
    boolean compute(HistogramWindows windows, Window window, StepSeries out);
  }

  /** A summary of floats only or histograms only. */
  private record OfBothKinds(Summary floats, HistogramSummary histograms)
      implements PromqlFunction.OfRange {

    @Override
    public PromqlFunction.Kernel bind(FunctionCall call, Labels labels, Window samples) {
      if (samples.histograms == null) {
        return this::ofFloats;
      }
      HistogramWindows windows = new HistogramWindows(call, labels);
      return (window, out) -> {
        if (!histograms.compute(windows, window, out)) {
          ofFloats(window, out);
        }
      };
    }

    private void ofFloats(Window window, StepSeries out) {
      out.set(window.step, floats.of(window.values, window.from, window.to));
    }
  }

  private static double variance(FloatSamples floats, int from, int to, int step) {
    return FloatSums.variance(floats.values, from, to);
  }

  private static double deviation(FloatSamples floats, int from, int to, int step) {
    return Math.sqrt(variance(floats, from, to, step));
  }

  /** The median distance from the median; NaN when any float is. */
  private static double medianDeviation(FloatSamples floats, int from, int to, int step) {
    for (int i = from; i < to; i++) {
      if (Double.isNaN(floats.values[i])) {
        return Double.NaN;
      }
    }
    double[] values = Arrays.copyOfRange(floats.values, from, to);
    double median = FloatQuantile.of(0.5, values, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i] - median);
    }
    return FloatQuantile.of(0.5, values, values.length);
  }

  private static PromqlFunction.Kernel quantile(FunctionCall call, Labels labels, Window samples) {
    double[] quantiles = call.scalar(0);
    HistogramNotes notes = HistogramNotes.about(call, 0);
    return OfFloats.kernel(
        call,
        labels,
        samples,
        1,
        (floats, from, to, step) -> {
          double q = quantiles[step];
          if (!(q >= 0 && q <= 1)) {
            notes.invalidQuantile(q);
          }
          return FloatQuantile.of(q, Arrays.copyOfRange(floats.values, from, to), to - from);
        });
  }
}
