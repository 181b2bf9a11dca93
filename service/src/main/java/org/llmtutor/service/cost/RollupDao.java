package org.llmtutor.service.cost;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.TokenCounts;

/** Statements on the daily rollup as a whole. Stateless. */
final class RollupDao {

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
        row.getLong("calls"), tokens, row.getLong("cost_nanos"), row.getLong("estimated_nanos"));
  }

  private static @Nullable Long count(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** Adds to the sum of a key. */
  static void add(Handle handle, RollupKey key, Rollup more) {
    TokenCounts tokens = more.tokens();
    handle
        .createUpdate(
            """
            /* ledger.rollup */
            INSERT INTO usage_daily AS u
              (usage_day, learner_id, class_code, provider, model, feature, exercise_id, calls,
               input_tokens, cached_input_tokens, cache_write_tokens, cache_write_long_tokens,
               output_tokens, reasoning_tokens, cost_nanos, estimated_nanos)
            VALUES
              (:day, :learner, :class, :provider, :model, :feature, :exercise, :calls,
               :input, :cached, :write, :long, :output, :reasoning, :cost, :estimated)
            ON CONFLICT
              (usage_day, learner_id, class_code, provider, model, feature, exercise_id)
            DO UPDATE SET
              calls = u.calls + excluded.calls,
              input_tokens = COALESCE(u.input_tokens + excluded.input_tokens,
                u.input_tokens, excluded.input_tokens),
              cached_input_tokens = COALESCE(
                u.cached_input_tokens + excluded.cached_input_tokens,
                u.cached_input_tokens, excluded.cached_input_tokens),
              cache_write_tokens = COALESCE(u.cache_write_tokens + excluded.cache_write_tokens,
                u.cache_write_tokens, excluded.cache_write_tokens),
              cache_write_long_tokens = COALESCE(
                u.cache_write_long_tokens + excluded.cache_write_long_tokens,
                u.cache_write_long_tokens, excluded.cache_write_long_tokens),
              output_tokens = COALESCE(u.output_tokens + excluded.output_tokens,
                u.output_tokens, excluded.output_tokens),
              reasoning_tokens = COALESCE(u.reasoning_tokens + excluded.reasoning_tokens,
                u.reasoning_tokens, excluded.reasoning_tokens),
              cost_nanos = u.cost_nanos + excluded.cost_nanos,
              estimated_nanos = u.estimated_nanos + excluded.estimated_nanos
            """)
        .bind("day", key.day())
        .bind("learner", key.learnerId())
        .bind("class", key.classCode())
        .bind("provider", key.provider())
        .bind("model", key.model())
        .bind("feature", key.feature())
        .bind("exercise", key.exerciseId())
        .bind("calls", more.calls())
        .bind("input", tokens.input())
        .bind("cached", tokens.cachedInput())
        .bind("write", tokens.cacheWrite())
        .bind("long", tokens.cacheWriteLong())
        .bind("output", tokens.output())
        .bind("reasoning", tokens.reasoning())
        .bind("cost", more.costNanos())
        .bind("estimated", more.estimatedNanos())
        .execute();
  }
}
