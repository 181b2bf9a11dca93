package org.llmtutor.rules.query;

import java.util.EnumSet;
import java.util.Set;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.types.ValueType;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds comparisons with NaN and Inf, and sums that one NaN or Inf makes useless. */
public final class NotANumberCheck implements QueryCheck {

  private static final Set<AggregateOp> POISONED =
      EnumSet.of(AggregateOp.SUM, AggregateOp.AVG, AggregateOp.STDDEV, AggregateOp.STDVAR);

  /** For the list of checks. */
  public NotANumberCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/nan", Severity.WARNING, "NaN and Inf are not compared with, and do not spread.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    Tree.walk(
        expr,
        part -> {
          if (part instanceof BinaryExpr binary && binary.op().comparison()) {
            comparison(query, binary, reporter);
          } else if (part instanceof AggregateExpr aggregate
              && POISONED.contains(aggregate.op())
              && Exprs.bare(aggregate.expr()) instanceof BinaryExpr division
              && division.op() == BinaryOp.DIV
              && ValueType.of(division.lhs()) == ValueType.VECTOR
              && ValueType.of(division.rhs()) == ValueType.VECTOR) {
            reporter.report(
                query.span(aggregate.position()),
                query.slice(aggregate.position())
                    + ": one series whose divisor is 0 makes the whole result NaN or Inf",
                "divide the sums, or keep only divisors with > 0");
          }
        },
        part -> {});
  }

  private static void comparison(RuleQuery query, BinaryExpr binary, Reporter reporter) {
    double left = number(binary.lhs());
    double right = number(binary.rhs());
    boolean nan = isNan(binary.lhs()) || isNan(binary.rhs());
    if (nan || Double.isInfinite(left) || Double.isInfinite(right)) {
      boolean unequal = binary.op() == BinaryOp.NEQ;
      reporter.report(
          query.span(binary.position()),
          query.slice(binary.position())
              + (nan
                  ? ": NaN equals nothing, so that this is " + (unequal ? "always" : "never")
                  : ": hardly a value is infinite, so that this is nearly " + "always or never")
              + " true",
          nan ? "write x != x to find NaN" : "compare with a number");
    }
  }

  private static boolean isNan(Expr expr) {
    return Exprs.bare(expr) instanceof NumberLiteral number && Double.isNaN(number.value());
  }

  /** The number that is written; 0 for anything else. */
  private static double number(Expr expr) {
    Expr bare = Exprs.bare(expr);
    if (bare instanceof UnaryExpr unary) {
      return number(unary.expr());
    }
    return bare instanceof NumberLiteral number ? number.value() : 0;
  }
}
