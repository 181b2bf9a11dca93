package org.llmtutor.rules.metrics;

import java.util.OptionalDouble;
import java.util.TreeSet;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.number.FloatText;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.QueryCheck;
import org.llmtutor.rules.query.RuleQuery;

/** Finds thresholds on quantiles beyond the bounds of the histogram's buckets. */
final class ThresholdCheck implements QueryCheck {

  private final MetricsSnapshot metrics;

  ThresholdCheck(MetricsSnapshot metrics) {
    this.metrics = metrics;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/threshold", Severity.WARNING, "Thresholds lie within the buckets' bounds.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    Tree.walk(
        expr,
        part -> {
          if (part instanceof BinaryExpr binary
              && binary.op().comparison()
              && bare(binary.lhs()) instanceof Call call
              && call.function().equals("histogram_quantile")
              && bare(binary.rhs()) instanceof NumberLiteral number) {
            check(query, binary, call, number, reporter);
          }
        },
        part -> {});
  }

  private static Expr bare(Expr expr) {
    Expr inner = expr;
    while (inner instanceof ParenExpr paren) {
      inner = paren.expr();
    }
    return inner;
  }

  private void check(
      RuleQuery query, BinaryExpr binary, Call call, NumberLiteral number, Reporter reporter) {
    TreeSet<Double> bounds = new TreeSet<>();
    for (VectorSelector selector : Selectors.named(call)) {
      for (String le : metrics.values(Selectors.name(selector), "le")) {
        bound(le).ifPresent(bounds::add);
      }
    }
    if (bounds.isEmpty()) {
      return;
    }
    boolean above = binary.op() == BinaryOp.GTR || binary.op() == BinaryOp.GTE;
    double value = number.value();
    if (above
        && (value > bounds.last() || (value == bounds.last() && binary.op() == BinaryOp.GTR))) {
      reporter.report(
          query.span(number.position()),
          FloatText.format(value)
              + ": never passed, the last bucket ends at "
              + FloatText.format(bounds.last())
              + " and no quantile is above it",
          "take a lower threshold, or add a bucket");
    } else if (value < bounds.first()) {
      reporter.report(
          Severity.INFO,
          query.span(number.position()),
          FloatText.format(value)
              + ": below the first bucket, which ends at "
              + FloatText.format(bounds.first())
              + "; quantiles there are guesses",
          "add a bucket, or count what is above the first one");
    }
  }

  private static OptionalDouble bound(String le) {
    try {
      double bound = Double.parseDouble(le);
      return Double.isInfinite(bound) ? OptionalDouble.empty() : OptionalDouble.of(bound);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty(); // +Inf
    }
  }
}
