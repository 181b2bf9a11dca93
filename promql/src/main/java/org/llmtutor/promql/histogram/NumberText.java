package org.llmtutor.promql.histogram;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as Prometheus writes them in histograms and in annotations about them. */
public final class NumberText {

  private static final int MAX_DIGITS = 17;
  private static final int PLAIN_BELOW = 6;

  private NumberText() {}

  /** The shortest text that reads back as {@code value}, as Go's {@code %g} writes it. */
  public static String of(double value) {
    return of(value, 0);
  }

  /** {@code value} rounded to {@code digits} significant ones; 0 for as many as it takes. */
  public static String of(double value, int digits) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (digits == 0) {
      return text(shortest(value), PLAIN_BELOW);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    return text(rounded.stripTrailingZeros(), digits);
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MAX_DIGITS)).stripTrailingZeros();
  }

  private static String text(BigDecimal number, int plainBelow) {
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= -4 && exponent < plainBelow) {
      return number.toPlainString();
    }
    String digits = number.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String sign = number.signum() < 0 ? "-" : "";
    String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
  }
}
