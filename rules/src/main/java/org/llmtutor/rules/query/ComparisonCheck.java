package org.llmtutor.rules.query;

import java.util.List;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.DeepStack;
import org.llmtutor.promql.ast.Depth;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds alerts that fire for as long as their series exist, whatever these say. */
public final class ComparisonCheck implements QueryCheck {

  private static final List<String> ABSENT = List.of("absent", "absent_over_time");

  /** For the list of checks. */
  public ComparisonCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "alert/comparison", Severity.WARNING, "An alert's expression has a condition.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    if (!(query.rule() instanceof AlertingRule) || Constants.only(expr)) {
      return; // a constant alert is one that shall always fire
    }
    if (!DeepStack.run(Depth.of(expr), () -> conditional(expr))) {
      reporter.report(
          query.span(expr.position()),
          query.slice(expr.position()) + ": fires as long as there is any series",
          "compare it, such as > 0, without bool");
    }
  }

  private static boolean conditional(Expr expr) {
    if (expr instanceof BinaryExpr binary) {
      return conditional(binary);
    }
    if (expr instanceof ParenExpr paren) {
      return conditional(paren.expr());
    }
    if (expr instanceof UnaryExpr unary) {
      return conditional(unary.expr());
    }
    if (expr instanceof AggregateExpr aggregate) {
      return conditional(aggregate.expr());
    }
    if (expr instanceof SubqueryExpr subquery) {
      return conditional(subquery.expr());
    }
    if (expr instanceof Call call) {
      return ABSENT.contains(call.function())
          || call.arguments().stream().anyMatch(ComparisonCheck::conditional);
    }
    // Alerts exist as series only while they are pending or fire.
    return expr instanceof VectorSelector selector
        && selector.name() != null
        && selector.name().startsWith("ALERTS");
  }

  private static boolean conditional(BinaryExpr binary) {
    return switch (binary.op()) {
      case AND, UNLESS -> true;
      case OR -> conditional(binary.lhs()) && conditional(binary.rhs());
      default ->
          (binary.op().comparison() && !binary.returnBool())
              || conditional(binary.lhs())
              || conditional(binary.rhs());
    };
  }
}
