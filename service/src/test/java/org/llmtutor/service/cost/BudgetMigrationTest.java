package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.database.DatabaseConfig;
import org.llmtutor.service.database.Migrations;

/** Windows of an earlier release keep what they hold, and those by model begin with its calls. */
class BudgetMigrationTest {

  @TempDir Path directory;

  @Test
  void windowsByModelBeginWithTheCallsOfTheNewestMonth() {
    String url = "jdbc:sqlite:" + directory.resolve("tutor.db");
    Flyway.configure().dataSource(url, null, null).target("7").load().migrate();
    Jdbi jdbi = Jdbi.create(url);
    jdbi.useHandle(BudgetMigrationTest::fill);
    new Migrations(DatabaseConfig.at(url)).apply();
    assertThat(jdbi.withHandle(BudgetMigrationTest::windows))
        .containsExactly(
            "class/7b daily 2026-11-24 mini: 5 + 7",
            "class/7b monthly 2026-11-01 mini: 5 + 7",
            "learner/ada daily 2026-11-24 mini: 5 + 7",
            "learner/ada monthly 2026-11-01 mini: 5 + 7",
            "learner/bob daily 2026-11-23 sol: 3 + 0",
            "learner/bob monthly 2026-11-01 sol: 3 + 0",
            "platform/ daily 2026-11-23 sol: 3 + 0",
            "platform/ daily 2026-11-24 mini: 5 + 7",
            "platform/ monthly 2026-10-01 : 9 + 0",
            "platform/ monthly 2026-11-01 : 8 + 7",
            "platform/ monthly 2026-11-01 mini: 5 + 7",
            "platform/ monthly 2026-11-01 sol: 3 + 0");
  }

  private static void fill(Handle handle) {
    for (String row :
        List.of(
            "('2026-10-30', 'ada', '7b', 'mini', 9)",
            "('2026-11-23', 'bob', '', 'sol', 3)",
            "('2026-11-24', 'ada', '7b', 'mini', 5)")) {
      handle.execute(
          """
          INSERT INTO usage_daily (usage_day, learner_id, class_code, model, cost_nanos, provider,
            feature, exercise_id, calls, estimated_nanos)
          SELECT w.*, 'openai', 'chat', '', 1, 0 FROM (VALUES %s) AS w
          """
              .formatted(row));
    }
    handle.execute(
        """
        INSERT INTO llm_call (id, attempt, learner_id, class_code, conversation_id, exercise_id,
          feature, provider, model, state, held_nanos, price_id, usage_day, started_at, lease_until,
          request_id)
        VALUES ('1', 1, 'ada', '7b', '', '', 'chat', 'openai', 'mini', 'unknown', 7, 'p',
          '2026-11-24', 1, 2, 'r')
        """);
    handle.execute(
        """
        INSERT INTO budget_window
          (scope, scope_id, period, window_start, limit_nanos, spent_nanos, held_nanos)
        VALUES ('platform', '', 'monthly', '2026-10-01', NULL, 9, 0),
          ('platform', '', 'monthly', '2026-11-01', 100, 8, 7)
        """);
  }

  private static List<String> windows(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT scope || '/' || scope_id || ' ' || period || ' ' || window_start || ' ' || model
              || ': ' || spent_nanos || ' + ' || held_nanos AS line FROM budget_window ORDER BY line
            """)
        .mapTo(String.class)
        .list();
  }
}
