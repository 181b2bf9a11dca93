package org.llmtutor.promql.function;

/** The greater and the lesser of two numbers as Go tells them: an infinity wins over NaN. */
final class Extremes {

  private Extremes() {}

  /** +Inf when one is, else NaN when one is, else the greater. */
  static double max(double a, double b) {
    boolean infinite = a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY;
    return infinite ? Double.POSITIVE_INFINITY : Math.max(a, b);
  }

  /** -Inf when one is, else NaN when one is, else the lesser. */
  static double min(double a, double b) {
    boolean infinite = a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY;
    return infinite ? Double.NEGATIVE_INFINITY : Math.min(a, b);
  }
}
