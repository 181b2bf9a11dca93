package org.llmtutor.service.cost;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.llmtutor.service.database.Database;

/** Settled calls of days, and what those days cost, for tests of other packages. */
public final class TestCosts {

  private TestCosts() {}

  /** What days cost according to {@code database}. */
  public static DailyCosts of(Database database, Clock clock, ZoneId zone) {
    CostConfig config = CostConfig.with(CostConfig.Budgets.of(null, null, null));
    return new DailyCosts(database, new CostReports(database, config, clock, zone));
  }

  /** Books settled calls. */
  public static void book(
      Database database, LocalDate day, String learner, String model, long calls, String usd) {
    boolean unused =
        database.write(
            handle -> {
              handle
                  .createUpdate(
                      """
                        /* test.book */
                        INSERT INTO usage_daily (usage_day, learner_id, class_code, provider,
                          model, feature, exercise_id, calls, cost_nanos, estimated_nanos)
                        VALUES (?, ?, '', 'openai', ?, 'chat', '', ?, ?, 0)
                        """)
                  .bind(0, day.toString())
                  .bind(1, learner)
                  .bind(2, model)
                  .bind(3, calls)
                  .bind(4, Usd.parse(usd).nanos())
                  .execute();
              RollupTables.rebuild(handle);
              return true;
            });
  }
}
