package org.llmtutor.bench.report;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Jdbi;
import org.llmtutor.service.cost.RollupTables;

/**
 * Fills a new ledger on the embedded database as a year of calls would, but in bulk and without
 * syncs. Half of the learners work on a day, every other one in turn, each on three exercises or
 * so; four of five calls are of one model; one in a hundred is estimated and one in twenty thousand
 * unknown. The same size gives the same rows.
 *
 * @param calls about how many
 * @param learners in all, in classes of 33 or so
 * @param first the first day
 * @param days how many days
 */
record LedgerFill(long calls, int learners, LocalDate first, int days) {

  private static final String CALLS =
      """
      INSERT INTO llm_call (id, attempt, learner_id, class_code, conversation_id, exercise_id,
        feature, provider, model, state, held_nanos, input_tokens, output_tokens, cost_nanos,
        cost_basis, price_id, usage_day, started_at, settled_at, lease_until, request_id)
      WITH RECURSIVE n (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM n WHERE k + 1 < ?1),
      c AS (SELECT k, (k % ?4) * 2 + ?2 % 2 AS l, (k * 2654435761 + ?2 * 40503) % 4294967296 AS h
        FROM n)
      SELECT printf('01%05d%09d', ?2, k), 1, printf('learner-%05d', l),
        printf('class-%02d', l / 33), '', printf('exercise-%02d', (l + ?2 + k / ?5) % 30), 'chat',
        CASE WHEN h % 5 = 0 THEN 'anthropic' ELSE 'openai' END,
        CASE WHEN h % 5 = 0 THEN 'claude-sonnet-4-5' ELSE 'gpt-4o-mini' END,
        CASE WHEN h % 20000 = 7 THEN 'unknown' ELSE 'settled' END, 5000000,
        800 + h % 900, 100 + h % 500, (800 + h % 900) * 150 + (100 + h % 500) * 600,
        CASE WHEN h % 100 = 3 THEN 'estimated' ELSE 'computed' END, 'p', ?3, 1, 1, 1,
        printf('r%05d%09d', ?2, k)
      FROM c
      """;

  private static final String SUMS =
      """
      INSERT INTO usage_daily (usage_day, learner_id, class_code, provider, model, feature,
        exercise_id, calls, input_tokens, output_tokens, cost_nanos, estimated_nanos,
        estimated_calls, replies)
      SELECT usage_day, learner_id, class_code, provider, model, feature, exercise_id,
        COUNT(*), SUM(input_tokens), SUM(output_tokens), SUM(cost_nanos),
        SUM(CASE WHEN cost_basis = 'estimated' THEN cost_nanos ELSE 0 END),
        SUM(cost_basis = 'estimated'), COUNT(*)
      FROM llm_call
      WHERE id >= printf('01%05d', ?1) AND id < printf('01%05d', ?1 + 1) AND state = 'settled'
      GROUP BY usage_day, learner_id, class_code, provider, model, feature, exercise_id
      """;

  /**
   * Fills the file, whose schema is there.
   *
   * @param progress is told each day
   */
  void into(Path file, IntConsumer progress) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (Statement settings = connection.createStatement()) {
        settings.execute("PRAGMA journal_mode = OFF");
        settings.execute("PRAGMA synchronous = OFF");
        settings.execute("PRAGMA cache_size = -262144");
      }
      connection.setAutoCommit(false);
      for (int day = 0; day < days; day++) {
        fill(connection, day);
        connection.commit();
        progress.accept(day + 1);
      }
      Jdbi.create(connection).useHandle(RollupTables::rebuild);
      connection.commit();
    }
  }

  private void fill(Connection connection, int day) throws SQLException {
    long perDay = Math.max(1, calls / days);
    try (PreparedStatement insert = connection.prepareStatement(CALLS);
        PreparedStatement sums = connection.prepareStatement(SUMS)) {
      insert.setLong(1, perDay);
      insert.setInt(2, day);
      insert.setString(3, first.plusDays(day).toString());
      insert.setInt(4, Math.max(1, learners / 2));
      insert.setLong(5, Math.max(1, perDay / 3));
      insert.executeUpdate();
      sums.setInt(1, day);
      sums.executeUpdate();
    }
  }
}
