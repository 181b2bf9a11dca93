package org.llmtutor.service.cost;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerVerification;

/** What budgets and open rows hold now. Stateless. */
final class ExposureDao {

  private ExposureDao() {}

  /** Spent shares of one scope's fullest windows; null where no window has such a limit. */
  record Ratios(String scope, @Nullable Double hard, @Nullable Double soft) {

    /** Of both kinds. */
    double fullest() {
      return Math.max(hard == null ? 0 : hard, soft == null ? 0 : soft);
    }
  }

  /** Spent shares of the fullest windows of all models, by scope. */
  static List<Ratios> ratios(Handle handle, LocalDate day) {
    return handle
        .createQuery(
            """
            /* exposure.ratios */
            SELECT scope, MAX(CASE WHEN hard_nanos IS NOT NULL THEN ratio END) AS hard,
              MAX(CASE WHEN hard_nanos IS NULL THEN ratio END) AS soft
            FROM (
              SELECT scope, hard_nanos,
                CASE WHEN limit_nanos = 0 THEN 1.0
                     ELSE spent_nanos * 1.0 / limit_nanos END AS ratio
              FROM budget_window
              WHERE limit_nanos IS NOT NULL AND model = ''
                AND ((period = 'daily' AND window_start = :day)
                  OR (period = 'monthly' AND window_start = :month))) AS w
            GROUP BY scope
            """)
        .bind("day", day.toString())
        .bind("month", day.withDayOfMonth(1).toString())
        .map(
            (row, context) ->
                new Ratios(row.getString("scope"), share(row, "hard"), share(row, "soft")))
        .list();
  }

  private static @Nullable Double share(ResultSet row, String column) throws SQLException {
    double share = row.getDouble(column);
    return row.wasNull() ? null : share;
  }

  /** Sums of open rows: all, and those of learners in a class. */
  record Open(Usd all, Usd inClasses) {

    static final Open NONE = new Open(Usd.ZERO, Usd.ZERO);
  }

  /** Open holds by state, {@code held} and {@code unknown}. */
  static Map<String, Open> open(Handle handle) {
    Map<String, Open> open = new HashMap<>();
    handle
        .createQuery(
            """
            /* exposure.open */
            SELECT state, SUM(held_nanos) AS total,
              SUM(CASE WHEN class_code = '' THEN 0 ELSE held_nanos END) AS in_classes
            FROM llm_call WHERE state IN ('held', 'unknown') GROUP BY state
            """)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("state"),
                    new Open(new Usd(row.getLong("total")), new Usd(row.getLong("in_classes")))))
        .forEach(entry -> open.put(entry.getKey(), entry.getValue()));
    return open;
  }

  /** Nothing is open. */
  static final LedgerVerification.Exposure NOTHING =
      new LedgerVerification.Exposure(0, BigDecimal.ZERO, 0, BigDecimal.ZERO, null);

  /** All that is open now, whatever its day. */
  static LedgerVerification.Exposure total(Handle handle) {
    return handle
        .createQuery(
            """
            /* exposure.total */
            SELECT
              COALESCE(SUM(CASE WHEN state = 'held' THEN 1 ELSE 0 END), 0) AS held_calls,
              COALESCE(SUM(CASE WHEN state = 'held' THEN held_nanos ELSE 0 END), 0) AS held,
              COALESCE(SUM(CASE WHEN state = 'unknown' THEN 1 ELSE 0 END), 0) AS unknown_calls,
              COALESCE(SUM(CASE WHEN state = 'unknown' THEN held_nanos ELSE 0 END), 0) AS unknown,
              MIN(CASE WHEN state = 'unknown' THEN started_at END) AS oldest
            FROM llm_call WHERE state IN ('held', 'unknown')
            """)
        .map((row, context) -> exposure(row))
        .one();
  }

  private static LedgerVerification.Exposure exposure(ResultSet row) throws SQLException {
    long oldest = row.getLong("oldest");
    Instant since = row.wasNull() ? null : Instant.ofEpochMilli(oldest);
    return new LedgerVerification.Exposure(
        row.getLong("held_calls"),
        new Usd(row.getLong("held")).toDecimal(),
        row.getLong("unknown_calls"),
        new Usd(row.getLong("unknown")).toDecimal(),
        since);
  }
}
