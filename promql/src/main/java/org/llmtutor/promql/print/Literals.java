package org.llmtutor.promql.print;

import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.promql.number.FloatText;

/** Numbers and lengths of time. */
final class Literals {

  private static final double LONGEST_SECONDS = Long.MAX_VALUE / 1e9;

  private Literals() {}

  /** {@code 1.5}, or {@code 5m} where it was written so and can be again. */
  static String number(NumberLiteral literal) {
    double value = literal.value();
    long millis = Math.round(value * 1000);
    boolean whole = millis / 1000.0 == value;
    return literal.duration() && whole && Math.abs(value) < LONGEST_SECONDS
        ? duration(millis)
        : FloatText.shortestDecimal(value);
  }

  /** {@code 5m} or {@code -5m}. */
  static String duration(long millis) {
    return (millis < 0 ? "-" : "") + new PromDuration(Math.abs(millis));
  }
}
