package org.llmtutor.rules.dashboard;

import java.util.List;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds queries that cannot be read, or whose types do not fit. */
final class SyntaxCheck implements DashboardCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "dashboard/query", Severity.ERROR, "Every query can be read and its types fit.");
  }

  @Override
  public void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter) {
    for (DashboardQuery query : queries) {
      for (Diagnostic problem : query.problems()) {
        reporter.report(query.read().span(problem.position()), problem.message(), problem.remedy());
      }
    }
  }
}
