package org.llmtutor.promql.function;

import java.util.Arrays;

/** Quantiles of floats. */
public final class FloatQuantile {

  private FloatQuantile() {}

  /**
   * The {@code q}-quantile, interpolated between neighbours; NaN counts as less than any number.
   *
   * @param values sorted on the way
   * @param count how many of {@code values} there are, at least one
   * @return -Inf for a quantile below 0, +Inf above 1, NaN for NaN
   */
  public static double of(double q, double[] values, int count) {
    if (!(q >= 0 && q <= 1)) {
      return Double.isNaN(q) ? q : q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    int nans = sort(values, count);
    double rank = q * (count - 1);
    int lower = (int) Math.floor(rank);
    int upper = Math.min(count - 1, lower + 1);
    double weight = rank - lower;
    return at(values, lower, nans, count) * (1 - weight) + at(values, upper, nans, count) * weight;
  }

  /** Sorts, NaN last as the JDK does it, and answers how many there are. */
  private static int sort(double[] values, int count) {
    Arrays.sort(values, 0, count);
    int nans = 0;
    while (nans < count && Double.isNaN(values[count - 1 - nans])) {
      nans++;
    }
    return nans;
  }

  private static double at(double[] values, int rank, int nans, int count) {
    return rank < nans ? values[count - 1 - rank] : values[rank - nans];
  }
}
