package org.llmtutor.cli.output;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers for people: thousands separators, rounded only here. */
public final class Numbers {

  private Numbers() {}

  /** A whole number with separators: {@code 1,234,567}. */
  public static String count(long number) {
    return grouped(BigDecimal.valueOf(number).toPlainString());
  }

  /**
   * An amount in dollars with {@code decimals} digits, half-even: {@code $1,234.50}. What is not
   * zero is never shown as zero: {@code <$0.01}.
   */
  public static String usd(BigDecimal amount, int decimals) {
    BigDecimal rounded = amount.setScale(decimals, RoundingMode.HALF_EVEN);
    if (rounded.signum() == 0 && amount.signum() > 0) {
      return "<$" + BigDecimal.ONE.movePointLeft(decimals).toPlainString();
    }
    String sign = rounded.signum() < 0 ? "-$" : "$";
    return sign + grouped(rounded.abs().toPlainString());
  }

  /** A part of a whole in percent with one digit: {@code 12.5%}; a dash when there is no whole. */
  public static String share(BigDecimal part, BigDecimal whole) {
    if (whole.signum() <= 0) {
      return "-";
    }
    BigDecimal percent = part.movePointRight(2).divide(whole, 1, RoundingMode.HALF_EVEN);
    return percent.toPlainString() + "%";
  }

  private static String grouped(String plain) {
    int point = plain.indexOf('.');
    int end = point < 0 ? plain.length() : point;
    int start = plain.startsWith("-") ? 1 : 0;
    StringBuilder text = new StringBuilder(plain);
    for (int i = end - 3; i > start; i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }
}
