package org.llmtutor.promql.engine;

import java.math.BigDecimal;

/** Floats as text in messages and labels. */
final class NumberText {

  private NumberText() {}

  /** As Go's {@code %v}. */
  static String of(double value) {
    return plain(value);
  }

  /** Without an exponent. */
  static String plain(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
