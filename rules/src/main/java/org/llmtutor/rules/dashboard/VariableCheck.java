package org.llmtutor.rules.dashboard;

import java.util.List;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds variables in queries that the dashboard does not have. */
final class VariableCheck implements DashboardCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "dashboard/variable", Severity.WARNING, "Variables in queries are the dashboard's.");
  }

  @Override
  public void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter) {
    for (DashboardQuery query : queries) {
      for (String name : query.placeholders().names()) {
        if (!dashboard.variables().contains(name)) {
          reporter.report(
              query.text().span(),
              Quoted.of("$" + name) + ": the dashboard has no such variable",
              DidYouMean.remedy(name, dashboard.variables(), "add it to templating.list"));
        }
      }
    }
  }
}
