package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.database.TestAddress;

/** What an installation that is in use has booked gets into the sums that reports read. */
class MigrationOfSumsTest {

  @TempDir Path directory;

  @Test
  void bookedCallsGetTheirBasisAndTheirNarrowerSums() {
    String url = "jdbc:sqlite:" + directory.resolve("old.db");
    migrate(url, "7");
    Jdbi.create(url)
        .useHandle(
            handle -> {
              call(handle, "1", "ada", "settled", "provider", 5, "NULL");
              call(handle, "2", "ada", "settled", "computed", 7, "NULL");
              call(handle, "3", "ada", "settled", "estimated", 11, "'timeout'");
              call(handle, "4", "bob", "settled", "estimated", 13, "NULL");
              call(handle, "5", "ada", "unknown", "NULL", 0, "'timeout'");
              sum(handle, "ada", 3, 23, 11);
              sum(handle, "bob", 1, 13, 13);
            });

    migrate(url, "10");

    Jdbi.create(url)
        .useHandle(
            handle -> {
              assertThat(row(handle, "usage_daily", "learner_id = 'ada'"))
                  .isEqualTo("3 calls 23, 1 told 5, 1 estimated 11, 2 replies");
              assertThat(row(handle, "usage_daily", "learner_id = 'bob'"))
                  .isEqualTo("1 calls 13, 0 told 0, 1 estimated 13, 1 replies");
              assertThat(row(handle, "usage_group_daily", "class_code = '7b'"))
                  .isEqualTo("4 calls 36, 1 told 5, 2 estimated 24, 3 replies");
              assertThat(row(handle, "usage_learner_daily", "learner_id = 'ada'"))
                  .isEqualTo("3 calls 23, 1 told 5, 1 estimated 11, 2 replies");
              assertThat(row(handle, "usage_learner_monthly", "usage_month = '2026-11'"))
                  .isEqualTo("4 calls 36, 1 told 5, 2 estimated 24, 3 replies");
            });
  }

  @Test
  void bookedCallsGetSumsOfMonthsAndSomeLearners() {
    String url = TestAddress.ofNothing(directory, "old");
    migrate(url, "11");
    Jdbi.create(url).useHandle(MigrationOfSumsTest::book);

    migrate(url, "12");

    Jdbi.create(url)
        .useHandle(
            handle -> {
              assertThat(row(handle, "usage_monthly", "usage_month = '2026-11'"))
                  .isEqualTo("30 calls 915, 0 told 0, 15 estimated 450, 30 replies");
              assertThat(
                      row(handle, "usage_exercise_monthly", "exercise_id = 'e1' AND model = 'm1'"))
                  .isEqualTo("30 calls 900, 0 told 0, 0 estimated 0, 30 replies");
              assertThat(texts(handle, "SELECT learners FROM usage_exercise_monthly"))
                  .containsOnly("l0 l1 l2 l3 l4 ");
              assertThat(texts(handle, "SELECT learners FROM usage_group_daily"))
                  .contains("l0 ", "l1 ")
                  .hasSize(60);
              List<List<Map<String, Object>>> migrated = narrower(handle);
              RollupTables.rebuild(handle);
              assertThat(narrower(handle)).isEqualTo(migrated);
            });
  }

  /** Sixty calls of seven learners in two months, as they were booked then. */
  private static void book(Handle handle) {
    for (int i = 0; i < 60; i++) {
      handle.execute(
          """
          INSERT INTO usage_daily (usage_day, learner_id, class_code, provider, model, feature,
            exercise_id, calls, cost_nanos, estimated_nanos, estimated_calls, replies)
          VALUES ('2026-%02d-%02d', 'l%d', '7b', 'openai', 'm%d', 'chat', 'e%d', 1, %d, %d, %d, 1)
          """
              .formatted(
                  10 + i / 2 % 2,
                  1 + i % 27,
                  i % 7,
                  i % 2,
                  i % 2,
                  i,
                  i % 2 == 0 ? i : 0,
                  i % 2 == 0 ? 1 : 0));
    }
    handle.execute(RollupSql.fill(RollupTables.GROUPS));
    handle.execute(RollupSql.fill(RollupTables.LEARNERS));
  }

  private static List<String> texts(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(String.class).list();
  }

  private static List<List<Map<String, Object>>> narrower(Handle handle) {
    return RollupTables.NARROWER.stream()
        .map(
            table ->
                handle
                    .createQuery(
                        "SELECT * FROM %s ORDER BY %s".formatted(table.name(), table.key()))
                    .mapToMap()
                    .list())
        .toList();
  }

  private static void migrate(String url, String target) {
    Flyway.configure().dataSource(url, null, null).target(target).load().migrate();
  }

  private static void call(
      Handle handle,
      String id,
      String learner,
      String state,
      String basis,
      long nanos,
      String error) {
    handle.execute(
        """
        INSERT INTO llm_call (id, attempt, learner_id, class_code, conversation_id, exercise_id,
          feature, provider, model, state, held_nanos, cost_nanos, cost_basis, price_id, usage_day,
          started_at, lease_until, request_id, error_type)
        VALUES ('%s', 1, '%s', '7b', '', 'loops-easy', 'chat', 'openai', 'm', '%s', 100, %d, %s,
          'p', '2026-11-23', 1, 2, 'r', %s)
        """
            .formatted(
                id,
                learner,
                state,
                nanos,
                basis.equals("NULL") ? basis : "'" + basis + "'",
                error));
  }

  private static void sum(Handle handle, String learner, long calls, long nanos, long estimated) {
    handle.execute(
        """
        INSERT INTO usage_daily (usage_day, learner_id, class_code, provider, model, feature,
          exercise_id, calls, cost_nanos, estimated_nanos)
        VALUES ('2026-11-23', '%s', '7b', 'openai', 'm', 'chat', 'loops-easy', %d, %d, %d)
        """
            .formatted(learner, calls, nanos, estimated));
  }

  private static String row(Handle handle, String table, String where) {
    return handle
        .createQuery(
            """
            SELECT SUM(calls), SUM(cost_nanos), SUM(provider_calls), SUM(provider_nanos),
              SUM(estimated_calls), SUM(estimated_nanos), SUM(replies)
            FROM %s WHERE %s
            """
                .formatted(table, where))
        .map(
            (row, context) ->
                "%d calls %d, %d told %d, %d estimated %d, %d replies"
                    .formatted(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)))
        .one();
  }
}
