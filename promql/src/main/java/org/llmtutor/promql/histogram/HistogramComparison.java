package org.llmtutor.promql.histogram;

/** Whether a computed histogram is the expected one, as scripts of tests ask. */
public final class HistogramComparison {

  /** How far numbers may be apart, relative to the sum of their sizes. */
  public static final double TOLERANCE = 1e-6;

  private HistogramComparison() {}

  /**
   * Whether both have the same layout once empty buckets are left out, and numbers within {@link
   * #TOLERANCE}.
   *
   * @param withHint whether the counter-reset hints must be the same too
   */
  public static boolean matches(FloatHistogram expected, FloatHistogram actual, boolean withHint) {
    return expected.schema == actual.schema
        && (!withHint || expected.hint == actual.hint)
        && near(expected.count, actual.count)
        && near(expected.sum, actual.sum)
        && CustomBounds.same(expected.bounds, actual.bounds)
        && expected.zeroThreshold == actual.zeroThreshold
        && near(expected.zeroCount, actual.zeroCount)
        && near(expected.negative.compact(), actual.negative.compact())
        && near(expected.positive.compact(), actual.positive.compact());
  }

  private static boolean near(Buckets expected, Buckets actual) {
    if (!expected.sameLayout(actual)) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!near(expected.counts[i], actual.counts[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean near(double a, double b) {
    return near(a, b, TOLERANCE);
  }

  /** Whether two numbers are within {@code tolerance} of the sum of their sizes, or both NaN. */
  public static boolean near(double a, double b, double tolerance) {
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return true;
    }
    double sizes = Math.abs(a) + Math.abs(b);
    double apart = Math.abs(a - b);
    if (a == 0 || b == 0 || sizes < Double.MIN_NORMAL) {
      return apart < tolerance * Double.MIN_NORMAL;
    }
    return apart / Math.min(sizes, Double.MAX_VALUE) < tolerance;
  }
}
