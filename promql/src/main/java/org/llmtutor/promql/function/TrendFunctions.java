package org.llmtutor.promql.function;

import java.util.Map;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.number.FloatText;

/** Range functions of gauges that look at the trend. */
final class TrendFunctions {

  private TrendFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    return Map.of(
        "deriv", new OfFloats(2, TrendFunctions::slope),
        "predict_linear", (PromqlFunction.OfRange) TrendFunctions::prediction,
        "double_exponential_smoothing", (PromqlFunction.OfRange) TrendFunctions::smoothing);
  }

  private static double slope(FloatSamples floats, int from, int to, int step) {
    return Regression.of(floats, from, to, floats.times[from]).slope();
  }

  private static PromqlFunction.Kernel prediction(
      FunctionCall call, Labels labels, Window samples) {
    double[] seconds = call.scalar(1);
    return OfFloats.kernel(
        call,
        labels,
        samples,
        2,
        (floats, from, to, step) -> {
          Regression line = Regression.of(floats, from, to, call.grid().time(step));
          return line.slope() * seconds[step] + line.intercept();
        });
  }

  private static PromqlFunction.Kernel smoothing(FunctionCall call, Labels labels, Window samples) {
    double[] smoothing = call.scalar(1);
    double[] trend = call.scalar(2);
    PromqlFunction.Kernel kernel =
        OfFloats.kernel(
            call,
            labels,
            samples,
            2,
            (floats, from, to, step) ->
                smooth(floats.values, from, to, smoothing[step], trend[step]));
    return (window, out) -> {
      check("smoothing", "sf", smoothing[window.step]);
      check("trend", "tf", trend[window.step]);
      kernel.compute(window, out);
    };
  }

  private static void check(String name, String symbol, double factor) {
    if (factor <= 0 || factor >= 1) {
      throw new PromqlException(
          "invalid %s factor. Expected: 0 < %s < 1, got: %s"
              .formatted(name, symbol, FloatText.format(factor, 'f', 6)),
          "choose a factor between 0 and 1");
    }
  }

  private static double smooth(double[] values, int from, int to, double factor, double trend) {
    double before = 0;
    double level = values[from];
    double slope = values[from + 1] - values[from];
    for (int i = from + 1; i < to; i++) {
      if (i > from + 1) {
        slope = trend * (level - before) + (1 - trend) * slope;
      }
      double next = factor * values[i] + (1 - factor) * (level + slope);
      before = level;
      level = next;
    }
    return level;
  }
}
