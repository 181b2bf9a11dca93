package org.llmtutor.promql.print;

import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.promql.number.FloatText;

/** Numbers and lengths of time. */
final class Literals {

  private static final double LONGEST_SECONDS = Long.MAX_VALUE / 1e9;

  private Literals() {}

  /** {@code 1.5}, or {@code 5m} where it was written so and can be again. */
  static String number(NumberLiteral literal) {
    return text(literal.value(), literal.duration());
  }

  /** {@code 5m}, however it was written, unless only a number can say it. */
  static String length(DurationExpr.Literal literal) {
    return text(literal.seconds(), true);
  }

  /** {@code 5m} or {@code 2}, as it was written: in arithmetic they read differently. */
  static String operand(DurationExpr.Literal literal) {
    return text(literal.seconds(), literal.duration());
  }

  private static String text(double seconds, boolean duration) {
    long millis = Math.round(Math.abs(seconds) * 1000);
    boolean exact = Math.abs(seconds) < LONGEST_SECONDS && millis / 1000.0 == Math.abs(seconds);
    return duration && exact
        ? (seconds < 0 ? "-" : "") + new PromDuration(millis)
        : FloatText.shortestDecimal(seconds);
  }
}
