package org.llmtutor.rules.dashboard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds rates over windows that stay as they are when somebody zooms. */
final class RateIntervalCheck implements DashboardCheck {

  private static final Set<String> RATES = Set.of("rate", "irate");

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "dashboard/rate-interval",
        Severity.WARNING,
        "Windows of rates follow the time that is shown.");
  }

  @Override
  public void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter) {
    for (DashboardQuery query : queries) {
      Expr expr = query.expr();
      if (query.overTime() && expr != null) {
        Tree.walk(expr, part -> check(query, part, reporter), part -> {});
      }
    }
  }

  private static void check(DashboardQuery query, Expr part, Reporter reporter) {
    if (part instanceof Call call
        && RATES.contains(call.function())
        && call.arguments().get(0) instanceof MatrixSelector matrix) {
      PositionRange window = matrix.range().position();
      Optional<String> variable = query.variable(window);
      if (variable.isEmpty()) {
        report(
            query,
            window,
            "samples between two points are left out when the view is wide",
            reporter);
      } else if (variable.get().equals("__interval")) {
        report(query, window, "shorter than two scrapes when the view is narrow", reporter);
      }
    }
  }

  private static void report(
      DashboardQuery query, PositionRange window, String why, Reporter reporter) {
    String text = query.variable(window).map(name -> "$" + name).orElse(query.read().slice(window));
    reporter.report(
        query.read().span(window), Quoted.of(text) + ": " + why, "write [$__rate_interval]");
  }
}
