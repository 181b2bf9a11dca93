package org.llmtutor.rules.dashboard;

import java.util.List;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds files that are no dashboards, and dashboards without a name or an address. */
final class ShapeCheck implements DashboardCheck {

  static final CheckInfo INFO =
      new CheckInfo(
          "dashboard/shape", Severity.ERROR, "The file is a dashboard with a title and a uid.");

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter) {
    if (Json.string(dashboard.root(), "title").isBlank()) {
      reporter.report(
          dashboard.root().span(), "no title, without which Grafana takes no file", "add a title");
    }
    if (Json.string(dashboard.root(), "uid").isBlank()) {
      reporter.report(
          Severity.WARNING,
          dashboard.root().span(),
          "no uid, so that its address is another one in each Grafana",
          "add a uid");
    }
  }
}
