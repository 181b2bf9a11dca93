package org.llmtutor.cli.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rates and their changes as people read them. */
final class Rate {

  private static final int CENTS = 2;

  private Rate() {}

  /** In full, with two decimals at least: {@code 0.075}, {@code 4.00}. */
  static String text(BigDecimal rate) {
    BigDecimal stripped = rate.stripTrailingZeros();
    return stripped.setScale(Math.max(CENTS, stripped.scale())).toPlainString();
  }

  /** The change in percent with its sign: {@code +12.5%}; a dash when there was nothing. */
  static String change(BigDecimal from, BigDecimal to) {
    if (from.signum() == 0) {
      return to.signum() == 0 ? "0.0%" : "-";
    }
    BigDecimal percent =
        to.subtract(from).movePointRight(2).divide(from, 1, RoundingMode.HALF_EVEN);
    return (percent.signum() > 0 ? "+" : "") + percent.toPlainString() + "%";
  }
}
