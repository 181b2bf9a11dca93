package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.function.HistogramNotes;
import org.llmtutor.promql.function.HistogramNotes.Operation;
import org.llmtutor.promql.histogram.Combination;
import org.llmtutor.promql.histogram.CounterResetHint;
import org.llmtutor.promql.histogram.FloatHistogram;

/**
 * The binary operators on two samples of which at least one is a histogram. Also answers the
 * trimming operators on two floats, which have no result.
 */
final class HistogramOperators {

  /** What becomes of two samples. */
  enum Outcome {
    /** There is a result; for a comparison, it holds. */
    KEPT,
    /** The comparison does not hold: nothing, or 0 with {@code bool}. */
    FILTERED,
    /**
     * The operator is not defined or an annotation says why not: nothing, even with {@code bool}.
     */
    NOTHING
  }

  /**
   * What an operator gives.
   *
   * @param outcome whether it gives something
   * @param histogram the result where it is kept; the left side for a comparison. With {@code
   *     bool}, 1 stands in its place
   */
  record Result(Outcome outcome, @Nullable FloatHistogram histogram) {}

  private static final Result NOTHING = new Result(Outcome.NOTHING, null);

  private final BinaryOp op;
  private final HistogramNotes notes;

  /** For one operator; {@code notes} are about the whole binary expression. */
  HistogramOperators(BinaryOp op, HistogramNotes notes) {
    this.op = op;
    this.notes = notes;
  }

  /** Whether the operator needs this class even for two floats. */
  static boolean trims(BinaryOp op) {
    return op == BinaryOp.TRIM_UPPER || op == BinaryOp.TRIM_LOWER;
  }

  /**
   * Applies the operator; a side is a float where its histogram is null.
   *
   * @param leftFloat the left side unless {@code left} is given
   * @param left the left side as a histogram
   * @param rightFloat the right side unless {@code right} is given
   * @param right the right side as a histogram
   */
  Result apply(
      double leftFloat,
      @Nullable FloatHistogram left,
      double rightFloat,
      @Nullable FloatHistogram right) {
    if (left != null && right != null) {
      return ofHistograms(left, right);
    }
    if (left != null) {
      return histogramAndFloat(left, rightFloat);
    }
    if (right != null && op == BinaryOp.MUL) {
      return kept(right.times(leftFloat).compact());
    }
    return undefined("float", right == null ? "float" : "histogram");
  }

  private Result histogramAndFloat(FloatHistogram left, double right) {
    return switch (op) {
      case MUL -> kept(left.times(right).compact());
      case DIV -> kept(left.dividedBy(right).compact());
      case TRIM_UPPER -> kept(left.below(right));
      case TRIM_LOWER -> kept(left.above(right));
      default -> undefined("histogram", "float");
    };
  }

  private Result ofHistograms(FloatHistogram left, FloatHistogram right) {
    return switch (op) {
      case ADD, SUB -> combined(left, right);
      case EQL -> new Result(left.equals(right) ? Outcome.KEPT : Outcome.FILTERED, left);
      case NEQ -> new Result(left.equals(right) ? Outcome.FILTERED : Outcome.KEPT, left);
      default -> undefined("histogram", "histogram");
    };
  }

  private Result combined(FloatHistogram left, FloatHistogram right) {
    if (!left.compatibleWith(right)) {
      notes.incompatibleBuckets(op);
      return NOTHING;
    }
    boolean sum = op == BinaryOp.ADD;
    Operation operation = sum ? Operation.ADDITION : Operation.SUBTRACTION;
    Combination combination =
        sum ? Combination.sum(left, right) : Combination.difference(left, right);
    if (combination.counterResetCollision()) {
      notes.counterResetCollision(operation);
      return NOTHING;
    }
    if (combination.boundsReconciled()) {
      notes.boundsReconciled(operation);
    }
    FloatHistogram result = combination.histogram().compact();
    return kept(sum ? result : result.withHint(CounterResetHint.GAUGE));
  }

  private static Result kept(FloatHistogram histogram) {
    return new Result(Outcome.KEPT, histogram);
  }

  private Result undefined(String left, String right) {
    notes.incompatibleTypes(left, op, right);
    return NOTHING;
  }
}
