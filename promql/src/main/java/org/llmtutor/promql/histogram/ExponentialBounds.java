package org.llmtutor.promql.histogram;

/**
 * The boundaries of exponential buckets, to the last bit those that Prometheus has. Its table lies
 * a few units in the last place beside the exact powers of two; boundaries are compared with
 * equality, so the difference is kept.
 */
final class ExponentialBounds {

  /** For each 256th between 0.5 and 1: one more than the units that the table lies too low. */
  private static final String UNITS =
      "1111112111211111112311222222222211211121122211221122112211221222"
          + "1111112222332122112111211121111111221011213311221121112122321222"
          + "1122213322321232212222322333224421211121223321322233223222332232"
          + "3243223233433333333333444455435422323333324422333243223333543344";

  private static final int FINEST = 1 << FloatHistogram.MAX_SCHEMA;
  private static final int OVERFLOW_EXPONENT = 1024;
  private static final double[] FRACTIONS = fractions();

  private ExponentialBounds() {}

  private static double[] fractions() {
    double[] fractions = new double[FINEST];
    double unit = Math.ulp(0.5);
    for (int i = 0; i < FINEST; i++) {
      double exact = StrictMath.pow(2, (double) i / FINEST - 1);
      fractions[i] = exact - (UNITS.charAt(i) - '1') * unit;
    }
    return fractions;
  }

  /** The upper boundary of the bucket at {@code index} above 0. */
  static double upper(int index, int schema) {
    if (schema < 0) {
      long exponent = (long) index << -schema;
      return exponent == OVERFLOW_EXPONENT ? Double.MAX_VALUE : power(1, exponent);
    }
    int position = index & ((1 << schema) - 1);
    double fraction = FRACTIONS[position << (FloatHistogram.MAX_SCHEMA - schema)];
    int exponent = (index >> schema) + 1;
    return fraction == 0.5 && exponent == OVERFLOW_EXPONENT + 1
        ? Double.MAX_VALUE
        : power(fraction, exponent);
  }

  private static double power(double fraction, long exponent) {
    long bounded = Math.max(-5000, Math.min(5000, exponent));
    return Math.scalb(fraction, (int) bounded);
  }
}
