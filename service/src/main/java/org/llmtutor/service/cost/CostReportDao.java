package org.llmtutor.service.cost;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.TokenCounts;

/** Sums over ledger rows. Stateless; column names are constants of {@link Dimension}. */
final class CostReportDao {

  private CostReportDao() {}

  /** Settled sums of one group. */
  record Settled(List<String> key, long calls, TokenCounts tokens, Usd cost, Usd estimated) {}

  /** Exposure of one group. */
  record Unknown(List<String> key, long calls, Usd amount) {}

  static List<Settled> settled(
      Handle handle, List<Dimension> by, LocalDate from, LocalDate to, int max) {
    return handle
        .createQuery(
            """
            /* report.settled */
            SELECT %s SUM(calls) AS calls, SUM(input_tokens) AS input,
              SUM(cached_input_tokens) AS cached, SUM(cache_write_tokens) AS written,
              SUM(cache_write_long_tokens) AS written_long,
              SUM(output_tokens) AS output, SUM(reasoning_tokens) AS reasoning,
              SUM(cost_nanos) AS cost, SUM(estimated_nanos) AS estimated
            FROM usage_daily WHERE usage_day >= :from AND usage_day < :to %s
            LIMIT :max
            """
                .formatted(columns(by), groupBy(by)))
        .bind("from", from.toString())
        .bind("to", to.toString())
        .bind("max", max)
        .map((row, context) -> settled(row, by))
        .list();
  }

  static List<Unknown> unknown(
      Handle handle, List<Dimension> by, LocalDate from, LocalDate to, int max) {
    return handle
        .createQuery(
            """
            /* report.unknown */
            SELECT %s COUNT(*) AS calls, SUM(held_nanos) AS amount
            FROM llm_call
            WHERE state = 'unknown' AND usage_day >= :from AND usage_day < :to %s
            LIMIT :max
            """
                .formatted(columns(by), groupBy(by)))
        .bind("from", from.toString())
        .bind("to", to.toString())
        .bind("max", max)
        .map(
            (row, context) ->
                new Unknown(key(row, by), row.getLong("calls"), new Usd(row.getLong("amount"))))
        .list();
  }

  /** A learner's settled days, newest first. */
  static List<Settled> days(Handle handle, String learnerId, LocalDate from) {
    return handle
        .createQuery(
            """
            /* report.learner_days */
            SELECT usage_day, SUM(calls) AS calls, SUM(input_tokens) AS input,
              SUM(cached_input_tokens) AS cached, SUM(cache_write_tokens) AS written,
              SUM(cache_write_long_tokens) AS written_long,
              SUM(output_tokens) AS output, SUM(reasoning_tokens) AS reasoning,
              SUM(cost_nanos) AS cost, SUM(estimated_nanos) AS estimated
            FROM usage_daily WHERE learner_id = :learner AND usage_day >= :from
            GROUP BY usage_day ORDER BY usage_day DESC
            """)
        .bind("learner", learnerId)
        .bind("from", from.toString())
        .map((row, context) -> settled(row, List.of(Dimension.DAY)))
        .list();
  }

  /** The ids of the most expensive learners of a day with what they cost, the dearest first. */
  static List<Settled> dearest(Handle handle, LocalDate day, int most) {
    return handle
        .createQuery(
            """
            /* report.dearest */
            SELECT learner_id, SUM(calls) AS calls, SUM(input_tokens) AS input,
              SUM(cached_input_tokens) AS cached, SUM(cache_write_tokens) AS written,
              SUM(cache_write_long_tokens) AS written_long,
              SUM(output_tokens) AS output, SUM(reasoning_tokens) AS reasoning,
              SUM(cost_nanos) AS cost, SUM(estimated_nanos) AS estimated
            FROM usage_daily WHERE usage_day = :day
            GROUP BY learner_id ORDER BY cost DESC, learner_id LIMIT :most
            """)
        .bind("day", day.toString())
        .bind("most", most)
        .map((row, context) -> settled(row, List.of(Dimension.LEARNER)))
        .list();
  }

  /** Whether anything was called on a day before {@code day}. */
  static boolean anyBefore(Handle handle, LocalDate day) {
    return handle
        .createQuery(
            """
            /* report.any_before */
            SELECT EXISTS (SELECT 1 FROM usage_daily WHERE usage_day < :day)
              OR EXISTS (SELECT 1 FROM llm_call WHERE state = 'unknown' AND usage_day < :day)
            """)
        .bind("day", day.toString())
        .mapTo(Boolean.class)
        .one();
  }

  private static String columns(List<Dimension> by) {
    return by.stream().map(dimension -> dimension.column() + ", ").collect(Collectors.joining());
  }

  private static String groupBy(List<Dimension> by) {
    return by.isEmpty()
        ? "HAVING COUNT(*) > 0"
        : by.stream().map(Dimension::column).collect(Collectors.joining(", ", "GROUP BY ", ""));
  }

  private static Settled settled(ResultSet row, List<Dimension> by) throws SQLException {
    TokenCounts tokens =
        new TokenCounts(
            count(row, "input"),
            count(row, "cached"),
            count(row, "written"),
            count(row, "written_long"),
            count(row, "output"),
            count(row, "reasoning"));
    return new Settled(
        key(row, by),
        row.getLong("calls"),
        tokens,
        new Usd(row.getLong("cost")),
        new Usd(row.getLong("estimated")));
  }

  private static List<String> key(ResultSet row, List<Dimension> by) throws SQLException {
    List<String> key = new ArrayList<>();
    for (Dimension dimension : by) {
      key.add(row.getString(dimension.column()));
    }
    return key;
  }

  private static @Nullable Long count(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
