package org.llmtutor.service.cost;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.TokenCounts;

/** Statements on the tables of sums. Stateless. */
final class RollupDao {

  /** Written once: every batch of settlements runs them while other instances wait. */
  private static final List<Statements> STATEMENTS =
      RollupTables.ALL.stream()
          .map(table -> new Statements(table, RollupSql.add(table), RollupSql.know(table)))
          .toList();

  /** What adds to a table of sums, and what tells its rows of a learner. */
  private record Statements(RollupTables.Table table, String add, String know) {}

  private RollupDao() {}

  /** Hands every sum of a day to {@code sink}. */
  static void ofDay(Handle handle, LocalDate day, BiConsumer<RollupKey, Rollup> sink) {
    handle
        .createQuery("/* rollup.day */ SELECT * FROM usage_daily WHERE usage_day = :day")
        .bind("day", day.toString())
        .map(
            (row, context) -> {
              sink.accept(key(row), rollup(row));
              return true;
            })
        .forEach(ignored -> {});
  }

  private static RollupKey key(ResultSet row) throws SQLException {
    return new RollupKey(
        row.getString("usage_day"),
        row.getString("learner_id"),
        row.getString("class_code"),
        row.getString("provider"),
        row.getString("model"),
        row.getString("feature"),
        row.getString("exercise_id"));
  }

  private static Rollup rollup(ResultSet row) throws SQLException {
    TokenCounts tokens =
        new TokenCounts(
            count(row, "input_tokens"),
            count(row, "cached_input_tokens"),
            count(row, "cache_write_tokens"),
            count(row, "cache_write_long_tokens"),
            count(row, "output_tokens"),
            count(row, "reasoning_tokens"));
    return new Rollup(
        row.getLong("calls"),
        tokens,
        row.getLong("cost_nanos"),
        new Rollup.Part(row.getLong("estimated_calls"), row.getLong("estimated_nanos")),
        new Rollup.Part(row.getLong("provider_calls"), row.getLong("provider_nanos")),
        row.getLong("replies"));
  }

  private static @Nullable Long count(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /**
   * Adds to the sums of keys in every table, to each row once. Rows are locked in the same order
   * each time, on engines that lock rows.
   */
  static void add(Handle handle, Map<RollupKey, Rollup> more) {
    if (more.isEmpty()) {
      return;
    }
    for (Statements statements : STATEMENTS) {
      SortedMap<RollupKey, Rollup> sums = new TreeMap<>(RollupKey.ORDER);
      more.forEach((key, rollup) -> sums.merge(key.in(statements.table()), rollup, Rollup::plus));
      PreparedBatch rows = handle.prepareBatch(statements.add());
      sums.forEach((key, rollup) -> bind(bind(rows, key), rollup).add());
      rows.execute();
      if (statements.table().knowsSome()) {
        know(handle, statements, more.keySet());
      }
    }
  }

  /** Tells rows of this transaction of their learners; of one row, as many as it may know. */
  private static void know(Handle handle, Statements statements, Set<RollupKey> keys) {
    SortedMap<RollupKey, SortedSet<String>> learners = new TreeMap<>(RollupKey.ORDER);
    for (RollupKey key : keys) {
      SortedSet<String> known =
          learners.computeIfAbsent(key.in(statements.table()), row -> new TreeSet<>());
      if (known.size() < Cohorts.LEAST) {
        known.add(key.learnerId());
      }
    }
    PreparedBatch rows = handle.prepareBatch(statements.know());
    learners.forEach(
        (key, known) -> known.forEach(id -> bind(rows, key).bind("learner", id).add()));
    rows.execute();
  }

  private static PreparedBatch bind(PreparedBatch statement, RollupKey key) {
    return statement
        .bind("day", key.day())
        .bind("learner", key.learnerId())
        .bind("class", key.classCode())
        .bind("provider", key.provider())
        .bind("model", key.model())
        .bind("feature", key.feature())
        .bind("exercise", key.exerciseId());
  }

  private static PreparedBatch bind(PreparedBatch statement, Rollup more) {
    TokenCounts tokens = more.tokens();
    return statement
        .bind("calls", more.calls())
        .bind("input", tokens.input())
        .bind("cached", tokens.cachedInput())
        .bind("write", tokens.cacheWrite())
        .bind("long", tokens.cacheWriteLong())
        .bind("output", tokens.output())
        .bind("reasoning", tokens.reasoning())
        .bind("cost", more.costNanos())
        .bind("estimated", more.estimated().nanos())
        .bind("estimatedCalls", more.estimated().calls())
        .bind("told", more.told().nanos())
        .bind("toldCalls", more.told().calls())
        .bind("replies", more.replies());
  }
}
