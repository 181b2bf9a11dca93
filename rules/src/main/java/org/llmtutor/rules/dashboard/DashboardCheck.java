package org.llmtutor.rules.dashboard;

import java.util.List;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;

/** One thing that can be wrong with a dashboard. Stateless. */
interface DashboardCheck {

  /** Its id, ordinary severity and summary. */
  CheckInfo info();

  /** Reports every finding in {@code dashboard}, whose queries are {@code queries}. */
  void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter);
}
