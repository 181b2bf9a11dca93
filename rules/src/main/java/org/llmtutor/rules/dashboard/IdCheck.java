package org.llmtutor.rules.dashboard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds panels that have the id of another panel. */
final class IdCheck implements DashboardCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "dashboard/id", Severity.ERROR, "Panels have ids of their own in their dashboard.");
  }

  @Override
  public void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter) {
    Set<String> seen = new HashSet<>();
    for (Dashboard.Panel panel : dashboard.panels()) {
      Json.scalar(panel.node(), "id")
          .filter(id -> !seen.add(id.value()))
          .ifPresent(
              id ->
                  reporter.report(
                      id.span(),
                      id.value() + ": another panel has this id, links lead to either",
                      "use a free one"));
    }
  }
}
