package org.llmtutor.service.cost;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerUsage;
import org.llmtutor.api.TokenCounts;

/** Sums of ledger rows by UTC, from the instants at which calls began. Stateless. */
final class LedgerUsageDao {

  private LedgerUsageDao() {}

  /**
   * What was booked on a provider, by stretches of {@code width} and by model.
   *
   * @param from a multiple of {@code width} since the epoch
   */
  static List<LedgerUsage.Row> rows(
      Handle handle, String provider, Instant from, Instant to, Duration width, int most) {
    LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC);
    return handle
        .createQuery(
            """
            /* ledger.usage */
            SELECT started_at / :width AS slot, model,
              SUM(CASE WHEN state = 'settled' THEN 1 ELSE 0 END) AS calls,
              SUM(input_tokens) AS input, SUM(cached_input_tokens) AS cached,
              SUM(cache_write_tokens) AS written, SUM(cache_write_long_tokens) AS written_long,
              SUM(output_tokens) AS output, SUM(reasoning_tokens) AS reasoning,
              SUM(COALESCE(cost_nanos, 0)) AS cost,
              SUM(CASE WHEN cost_basis = 'estimated' THEN 1 ELSE 0 END) AS estimated,
              SUM(CASE WHEN state IN ('held', 'unknown') THEN 1 ELSE 0 END) AS unknown_calls,
              SUM(CASE WHEN state IN ('held', 'unknown') THEN held_nanos ELSE 0 END) AS unknown,
              SUM(CASE WHEN state = 'released' THEN 1 ELSE 0 END) AS released
            FROM llm_call
            WHERE usage_day >= :first AND usage_day <= :last
              AND started_at >= :from AND started_at < :to AND provider = :provider
            GROUP BY slot, model ORDER BY slot, model LIMIT :most
            """)
        .bind("width", width.toMillis())
        // A day of another zone begins up to a day before or after that of UTC.
        .bind("first", first.minusDays(1).toString())
        .bind("last", last.plusDays(1).toString())
        .bind("from", from.toEpochMilli())
        .bind("to", to.toEpochMilli())
        .bind("provider", provider)
        .bind("most", most)
        .map((row, context) -> row(row, width))
        .list();
  }

  private static LedgerUsage.Row row(ResultSet row, Duration width) throws SQLException {
    TokenCounts tokens =
        new TokenCounts(
            count(row, "input"),
            count(row, "cached"),
            count(row, "written"),
            count(row, "written_long"),
            count(row, "output"),
            count(row, "reasoning"));
    return new LedgerUsage.Row(
        Instant.ofEpochMilli(row.getLong("slot") * width.toMillis()),
        row.getString("model"),
        row.getLong("calls"),
        tokens,
        new Usd(row.getLong("cost")).toDecimal(),
        row.getLong("estimated"),
        row.getLong("unknown_calls"),
        new Usd(row.getLong("unknown")).toDecimal(),
        row.getLong("released"));
  }

  private static @Nullable Long count(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
