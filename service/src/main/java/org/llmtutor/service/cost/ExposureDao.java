package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What budgets and open rows hold now. Stateless. */
final class ExposureDao {

  private ExposureDao() {}

  /** Spent share of the fullest window by scope; scopes without a limit are left out. */
  static Map<String, Double> ratios(Handle handle, LocalDate day) {
    Map<String, Double> ratios = new HashMap<>();
    handle
        .createQuery(
            """
            /* exposure.ratios */
            SELECT scope,
              MAX(CASE WHEN limit_nanos = 0 THEN 1.0
                       ELSE spent_nanos * 1.0 / limit_nanos END) AS ratio
            FROM budget_window
            WHERE limit_nanos IS NOT NULL
              AND ((period = 'daily' AND window_start = :day)
                OR (period = 'monthly' AND window_start = :month))
            GROUP BY scope
            """)
        .bind("day", day.toString())
        .bind("month", day.withDayOfMonth(1).toString())
        .map((row, context) -> Map.entry(row.getString("scope"), row.getDouble("ratio")))
        .forEach(entry -> ratios.put(entry.getKey(), entry.getValue()));
    return ratios;
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
}
