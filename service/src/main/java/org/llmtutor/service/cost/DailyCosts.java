package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.api.CostReport;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.database.Database;

/** What whole days cost, from the ledger. Safe for concurrent use. */
public final class DailyCosts {

  private final Database database;
  private final CostReports reports;

  DailyCosts(Database database, CostReports reports) {
    this.database = database;
    this.reports = reports;
  }

  /** Whether anything was called on a day before {@code day}. */
  public boolean anyBefore(LocalDate day) {
    return database.read(handle -> CostReportDao.anyBefore(handle, day));
  }

  /**
   * What {@code day} cost.
   *
   * @param topLearners how many of the dearest learners to name
   */
  public DailyCost of(LocalDate day, int topLearners) {
    List<DailyCost.LearnerCost> learners =
        database.read(handle -> CostReportDao.dearest(handle, day, topLearners)).stream()
            .map(DailyCosts::learner)
            .toList();
    Map<String, Double> budgets = new HashMap<>();
    database
        .read(handle -> ExposureDao.ratios(handle, day))
        .forEach(r -> budgets.put(r.scope(), r.fullest()));
    return new DailyCost(
        day,
        total(day),
        total(day.minusDays(1)),
        total(day.minusWeeks(1)),
        report(day, List.of(Dimension.PROVIDER, Dimension.MODEL)).rows(),
        learners,
        budgets);
  }

  private CostReport.Row total(LocalDate day) {
    return report(day, List.of()).total();
  }

  private CostReport report(LocalDate day, List<Dimension> by) {
    return reports.report(day, day.plusDays(1), by, null);
  }

  private static DailyCost.LearnerCost learner(CostReportDao.Settled row) {
    return new DailyCost.LearnerCost(
        Learner.pseudonym(row.key().get(0)), row.sums().calls(), row.sums().cost());
  }
}
