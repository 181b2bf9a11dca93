package org.llmtutor.promql.function;

import org.llmtutor.promql.number.CompensatedSum;

/**
 * The straight line that fits floats best by least squares.
 *
 * @param slope its rise per second
 * @param intercept its value at the time that was asked for
 */
record Regression(double slope, double intercept) {

  /** The line through the floats in {@code [from, to)}; flat when all are the same. */
  static Regression of(FloatSamples floats, int from, int to, long interceptTime) {
    double first = floats.values[from];
    if (constant(floats.values, from, to)) {
      return Double.isInfinite(first)
          ? new Regression(Double.NaN, Double.NaN)
          : new Regression(0, first);
    }
    CompensatedSum x = new CompensatedSum();
    CompensatedSum y = new CompensatedSum();
    CompensatedSum xy = new CompensatedSum();
    CompensatedSum xx = new CompensatedSum();
    for (int i = from; i < to; i++) {
      double seconds = (floats.times[i] - interceptTime) / 1000.0;
      double value = floats.values[i];
      x.add(seconds);
      y.add(value);
      xy.add(seconds * value);
      xx.add(seconds * seconds);
    }
    return fit(to - from, x.value(), y.value(), xy.value(), xx.value());
  }

  private static Regression fit(double count, double x, double y, double xy, double xx) {
    double covariance = xy - x * y / count;
    double variance = xx - x * x / count;
    double slope = covariance / variance;
    return new Regression(slope, y / count - slope * x / count);
  }

  private static boolean constant(double[] values, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (values[i] != values[from]) {
        return false;
      }
    }
    return true;
  }
}
