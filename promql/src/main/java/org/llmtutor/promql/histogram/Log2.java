package org.llmtutor.promql.histogram;

/** Logarithms to the base 2, exact at powers of two. */
final class Log2 {

  private static final double LN_2 = Math.log(2);

  private Log2() {}

  /** The logarithm of a number that is not negative. */
  static double of(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      return Math.log(value);
    }
    int exponent = Math.getExponent(value) + 1;
    double fraction = Math.scalb(value, -exponent);
    return fraction == 0.5 ? exponent - 1 : exponent + Math.log(fraction) / LN_2;
  }

  /** Two to the power of {@code exponent}. */
  static double exp(double exponent) {
    return Math.pow(2, exponent);
  }
}
