package org.llmtutor.promql.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The decimal digits of a positive finite number, without leading or trailing zeros: {@code 0.d1d2…
 * × 10^point}. Zero has no digits and the point 0.
 */
record Decimal(String digits, int point) {

  private static final Decimal ZERO = new Decimal("", 0);

  /** Any two decimals with at most this many digits are different normal doubles. */
  private static final int ALWAYS_DISTINCT = 15;

  private static final int ALWAYS_ENOUGH = 17;
  private static final double EXACT_INTEGERS = 1L << 53;

  /** The fewest digits that read back as {@code value}, of those the closest to it. */
  static Decimal shortest(double value) {
    if (value < EXACT_INTEGERS && value == Math.rint(value)) {
      String digits = Long.toString((long) value);
      return of(digits, digits.length());
    }
    Decimal guess = ofText(Double.toString(value));
    boolean normal = value >= Double.MIN_NORMAL;
    if (normal && guess.digits.length() <= ALWAYS_DISTINCT) {
      return guess;
    }
    return search(value, normal ? ALWAYS_DISTINCT : 1);
  }

  /** {@code value} exactly, rounded half to even at {@code decimals} places after the point. */
  static Decimal atPlace(double value, int decimals) {
    return of(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN));
  }

  /** {@code value} exactly, rounded half to even to {@code count} digits. */
  static Decimal withDigits(double value, int count) {
    return of(new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_EVEN)));
  }

  /** The digit at {@code index}, counted from the first one; zeros all around. */
  char digit(int index) {
    return index >= 0 && index < digits.length() ? digits.charAt(index) : '0';
  }

  private static Decimal search(double value, int first) {
    BigDecimal exact = new BigDecimal(value);
    for (int count = first; count < ALWAYS_ENOUGH; count++) {
      BigDecimal nearest = exact.round(new MathContext(count, RoundingMode.HALF_EVEN));
      if (nearest.doubleValue() == value) {
        return of(nearest);
      }
      // Below a power of two doubles stand closer: the farther neighbour may be the only one.
      boolean nearestIsBelow = nearest.compareTo(exact) < 0;
      BigDecimal other =
          exact.round(new MathContext(count, nearestIsBelow ? RoundingMode.UP : RoundingMode.DOWN));
      if (other.doubleValue() == value) {
        return of(other);
      }
    }
    return of(exact.round(new MathContext(ALWAYS_ENOUGH, RoundingMode.HALF_EVEN)));
  }

  private static Decimal of(BigDecimal decimal) {
    BigInteger unscaled = decimal.unscaledValue();
    String digits = unscaled.toString();
    return unscaled.signum() == 0 ? ZERO : of(digits, digits.length() - decimal.scale());
  }

  /** From the text of {@link Double#toString}: {@code 123.45} or {@code 1.2345E-7}. */
  private static Decimal ofText(String text) {
    int mark = text.indexOf('E');
    int exponent = mark < 0 ? 0 : Integer.parseInt(text, mark + 1, text.length(), 10);
    String mantissa = mark < 0 ? text : text.substring(0, mark);
    int dot = mantissa.indexOf('.');
    return of(mantissa.substring(0, dot) + mantissa.substring(dot + 1), dot + exponent);
  }

  private static Decimal of(String digits, int point) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    int end = digits.length();
    while (end > start && digits.charAt(end - 1) == '0') {
      end--;
    }
    return start == end ? ZERO : new Decimal(digits.substring(start, end), point - start);
  }
}
