package org.llmtutor.promql.engine;

import java.util.function.DoubleBinaryOperator;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.function.StepSeries;

/** Arithmetic and comparisons of floats as Prometheus does them. */
final class FloatOperators {

  /** What a comparison gives. */
  enum Comparing {
    /** 1 or 0. */
    BOOL,
    /** The left side where it holds. */
    KEEP_LEFT,
    /** The right side where it holds. */
    KEEP_RIGHT
  }

  private interface Relation {
    boolean holds(double lhs, double rhs);
  }

  private FloatOperators() {}

  /** What {@code op} does; {@code comparing} counts for comparisons only. */
  static FloatOperator of(BinaryOp op, Comparing comparing) {
    return switch (op) {
      case ADD -> (a, b) -> a + b;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> (a, b) -> a / b;
      case MOD -> (a, b) -> a % b;
      case POW -> FloatOperators::power;
      case ATAN2 -> arithmetic(Math::atan2);
      case EQL -> comparison((a, b) -> a == b, comparing);
      case NEQ -> comparison((a, b) -> a != b, comparing);
      case GTR -> comparison((a, b) -> a > b, comparing);
      case LSS -> comparison((a, b) -> a < b, comparing);
      case GTE -> comparison((a, b) -> a >= b, comparing);
      case LTE -> comparison((a, b) -> a <= b, comparing);
      case TRIM_UPPER, TRIM_LOWER -> (a, b) -> StepSeries.ABSENT;
      case AND, UNLESS, OR ->
          throw new IllegalArgumentException(op.symbol() + ": works on whole series");
    };
  }

  private static FloatOperator arithmetic(DoubleBinaryOperator operator) {
    return operator::applyAsDouble;
  }

  private static FloatOperator comparison(Relation relation, Comparing comparing) {
    return switch (comparing) {
      case BOOL -> (a, b) -> relation.holds(a, b) ? 1 : 0;
      case KEEP_LEFT -> (a, b) -> relation.holds(a, b) ? a : StepSeries.ABSENT;
      case KEEP_RIGHT -> (a, b) -> relation.holds(a, b) ? b : StepSeries.ABSENT;
    };
  }

  /** IEEE 754's pow, where 1 to any power is 1; Java's is NaN for NaN and infinite exponents. */
  private static double power(double base, double exponent) {
    if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
      return 1;
    }
    return Math.pow(base, exponent);
  }
}
