package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.database.TestAddress;
import org.llmtutor.service.database.TestDatabase;

/** A busy day's windows do not slow down the look-up of one of them. */
class BudgetWindowPlanTest {

  @TempDir Path directory;

  @Test
  void aWindowIsFoundWithoutReadingTheOthersOfItsDay() {
    assumeTrue(TestAddress.isPostgres(), "PostgreSQL plans by statistics, which a new day has not");
    try (TestDatabase database = new TestDatabase(directory)) {
      database.write(
          handle ->
              handle.execute(
                  """
                  /* test.windows */
                  INSERT INTO budget_window
                    (scope, scope_id, period, window_start, model, spent_nanos, held_nanos)
                  SELECT 'learner', 'u-' || n, 'daily', '2026-11-28', '', 0, 0
                  FROM generate_series(1, 3000) AS n
                  """));
      List<String> plan =
          database.read(
              handle -> {
                Query query =
                    handle.createQuery(
                        "/* test.plan */ EXPLAIN (ANALYZE) " + BudgetDao.BALANCES.of(2));
                int next = 0;
                for (String learner : List.of("u-7", "u-2999")) {
                  next =
                      new BudgetDao.Key("learner", learner, "daily", "2026-11-28", "")
                          .bind(query, next);
                }
                return query.mapTo(String.class).list();
              });
      assertThat(plan)
          .anyMatch(line -> line.contains("Index"))
          .noneMatch(line -> line.contains("Rows Removed by Filter"));
    }
  }
}
