package org.llmtutor.rules.query;

import java.util.Set;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorSelector;

/**
 * The values that an expression's result can have, as far as its form tells. Both ends included.
 *
 * @param low no value is lower
 * @param high no value is higher
 * @param why what tells so, for messages
 */
record ValueRange(double low, double high, String why) {

  private static final ValueRange ANY =
      new ValueRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "");
  private static final Set<String> NEVER_NEGATIVE =
      Set.of(
          "rate",
          "irate",
          "increase",
          "changes",
          "resets",
          "abs",
          "sqrt",
          "exp",
          "stddev_over_time",
          "stdvar_over_time",
          "time",
          "timestamp");
  private static final Set<String> KEEPING =
      Set.of(
          "min_over_time",
          "max_over_time",
          "avg_over_time",
          "last_over_time",
          "quantile_over_time",
          "sort",
          "sort_desc",
          "label_replace",
          "label_join");

  private static ValueRange from(double low, String why) {
    return new ValueRange(low, Double.POSITIVE_INFINITY, why);
  }

  static ValueRange of(Expr expr) {
    Expr bare = Exprs.bare(expr);
    if (bare instanceof NumberLiteral number) {
      return new ValueRange(number.value(), number.value(), "a number");
    }
    if (bare instanceof UnaryExpr unary) {
      ValueRange inner = of(unary.expr());
      return unary.negative() ? new ValueRange(-inner.high, -inner.low, inner.why) : inner;
    }
    if (bare instanceof VectorSelector selector) {
      return of(selector);
    }
    if (bare instanceof Call call) {
      return of(call);
    }
    if (bare instanceof AggregateExpr aggregate) {
      return of(aggregate);
    }
    return bare instanceof BinaryExpr binary ? of(binary) : ANY;
  }

  private static ValueRange of(VectorSelector selector) {
    String name = selector.name();
    if (name == null) {
      return ANY;
    }
    if (name.equals("up")) {
      return new ValueRange(0, 1, "up is 0 or 1");
    }
    boolean counter = name.endsWith("_total") || name.endsWith("_bucket");
    return counter ? from(0, "a counter is never negative") : ANY;
  }

  private static ValueRange of(Call call) {
    String function = call.function();
    if (function.startsWith("absent")) {
      return new ValueRange(1, 1, function + " gives 1");
    }
    if (function.startsWith("count_over_time") || function.startsWith("present_over_time")) {
      return from(1, function + " gives at least 1");
    }
    if (NEVER_NEGATIVE.contains(function)) {
      return from(0, function + " is never negative");
    }
    return KEEPING.contains(function) && call.arguments().size() == 1
        ? matrix(call.arguments().get(0))
        : ANY;
  }

  private static ValueRange matrix(Expr argument) {
    return argument instanceof MatrixSelector range ? of(range.vector()) : of(argument);
  }

  private static ValueRange of(AggregateExpr aggregate) {
    AggregateOp op = aggregate.op();
    ValueRange inner = of(aggregate.expr());
    return switch (op) {
      case COUNT, COUNT_VALUES -> from(1, "count gives at least 1, or nothing");
      case GROUP -> new ValueRange(1, 1, "group gives 1");
      case MIN, MAX, AVG, TOPK, BOTTOMK, QUANTILE -> inner;
      case SUM -> inner.low >= 0 ? from(0, inner.why) : ANY;
      case STDDEV, STDVAR -> from(0, "it is never negative");
      default -> ANY;
    };
  }

  private static ValueRange of(BinaryExpr binary) {
    if (binary.op().comparison()) {
      return binary.returnBool()
          ? new ValueRange(0, 1, "bool gives 0 or 1")
          : of(binary.lhs()).kept(binary.op(), of(binary.rhs()), "it was compared before");
    }
    if (binary.op() == BinaryOp.AND || binary.op() == BinaryOp.UNLESS) {
      return of(binary.lhs());
    }
    return ANY;
  }

  /** What is left when only values that compare so with a single number are kept. */
  ValueRange kept(BinaryOp op, ValueRange other, String reason) {
    if (other.low != other.high) {
      return this;
    }
    double number = other.low;
    return switch (op) {
      case GTR -> new ValueRange(Math.max(low, Math.nextUp(number)), high, reason);
      case GTE -> new ValueRange(Math.max(low, number), high, reason);
      case LSS -> new ValueRange(low, Math.min(high, Math.nextDown(number)), reason);
      case LTE -> new ValueRange(low, Math.min(high, number), reason);
      case EQL -> new ValueRange(Math.max(low, number), Math.min(high, number), reason);
      default -> this;
    };
  }

  boolean empty() {
    return low > high;
  }
}
