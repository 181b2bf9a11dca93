package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.number.FloatText;

/** How many series to keep at each step, the {@code k} of topk, bottomk and limitk. */
final class Counts {

  /** The greatest double that a 64-bit integer can hold, as Prometheus has it. */
  private static final double LARGEST = Math.nextDown(0x1p63);

  private Counts() {}

  /** One count for each step, at most {@code inputs}; null when none keeps anything. */
  static int @Nullable [] of(Parameter limits, int inputs, AggregateExpr source) {
    if (limits.greatest() < 1) {
      return null;
    }
    if (limits.hasNan()) {
      throw problem("Parameter value is NaN", source);
    }
    if (limits.least() <= Long.MIN_VALUE) {
      throw problem(
          "Scalar value " + FloatText.format(limits.least()) + " underflows int64", source);
    }
    if (limits.greatest() >= LARGEST) {
      throw problem(
          "Scalar value " + FloatText.format(limits.greatest()) + " overflows int64", source);
    }
    int[] counts = new int[limits.values().length];
    for (int step = 0; step < counts.length; step++) {
      counts[step] = (int) Math.max(0, Math.min(inputs, (long) limits.values()[step]));
    }
    return counts;
  }

  private static EvaluationException problem(String problem, AggregateExpr source) {
    return new EvaluationException(
        problem, "use a small whole number such as 5", Parameter.position(source));
  }
}
