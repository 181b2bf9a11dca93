package org.llmtutor.promql.function;

/** Elementary functions that the JDK lacks. */
final class Elementary {

  private static final double LN_2 = Math.log(2);

  /** From here on 1 is lost when it is added to or taken from a square. */
  private static final double LARGE = 1L << 28;

  private Elementary() {}

  /** The logarithm to base 2, exact for powers of 2. */
  static double log2(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      return Math.log(value);
    }
    int exponent = Math.getExponent(value);
    double fraction = exponent < Double.MIN_EXPONENT ? value : Math.scalb(value, -exponent);
    int whole = exponent < Double.MIN_EXPONENT ? 0 : exponent;
    return whole + Math.log(fraction) / LN_2;
  }

  /** The inverse of {@link Math#sinh}. */
  static double asinh(double value) {
    double size = Math.abs(value);
    double result =
        size > LARGE
            ? Math.log(size) + LN_2
            : Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
    return Math.copySign(result, value);
  }

  /** The positive inverse of {@link Math#cosh}; NaN below 1. */
  static double acosh(double value) {
    if (value > LARGE) {
      return Math.log(value) + LN_2;
    }
    double above = value - 1;
    return Math.log1p(above + Math.sqrt(above * (above + 2)));
  }

  /** The inverse of {@link Math#tanh}; infinite at -1 and 1, NaN beyond them. */
  static double atanh(double value) {
    return (Math.log1p(value) - Math.log1p(-value)) / 2;
  }
}
