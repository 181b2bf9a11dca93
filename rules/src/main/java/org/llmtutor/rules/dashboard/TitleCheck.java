package org.llmtutor.rules.dashboard;

import java.util.List;
import java.util.Set;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds panels without a title. */
final class TitleCheck implements DashboardCheck {

  private static final Set<String> SPEAK_FOR_THEMSELVES =
      Set.of("text", "news", "dashlist", "row", "welcome");

  @Override
  public CheckInfo info() {
    return new CheckInfo("dashboard/title", Severity.INFO, "Panels have a title.");
  }

  @Override
  public void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter) {
    for (Dashboard.Panel panel : dashboard.panels()) {
      if (panel.title().isBlank()
          && !panel.node().has("libraryPanel")
          && !SPEAK_FOR_THEMSELVES.contains(panel.type())) {
        reporter.report(
            panel.node().span(), "a panel without a title, which nobody can name", "add a title");
      }
    }
  }
}
