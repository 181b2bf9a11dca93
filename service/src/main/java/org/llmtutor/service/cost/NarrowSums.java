package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jdbi.v3.core.Handle;
import org.llmtutor.service.cost.RollupTables.Table;
import org.llmtutor.service.cost.RollupTables.Time;

/** Holds a narrower table of sums against the widest. Stateless. */
final class NarrowSums {

  private NarrowSums() {}

  /**
   * What is wrong in one stretch of time of a table.
   *
   * @param rows how many rows are not what they have to be
   * @param calls how many more calls it has than the widest table
   * @param nanos how much more cost
   * @param strangers how many rows do not know of their learners what they have to
   */
  record Difference(long rows, long calls, long nanos, long strangers) {}

  /** Compares the day, or the month of it, whichever the table has sums of. */
  static Difference of(Handle handle, Table table, LocalDate day) {
    Days days = table.time() == Time.DAY ? Days.of(day) : month(day);
    return handle
        .createQuery(sql(table))
        .bind("stretch", table.time().of(day.toString()))
        .bind("from", days.from().toString())
        .bind("to", days.to().toString())
        .map(
            (row, context) ->
                new Difference(
                    Math.max(row.getLong("more"), row.getLong("fewer")),
                    row.getLong("calls"),
                    row.getLong("nanos"),
                    row.getLong("strangers")))
        .one();
  }

  private static Days month(LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return new Days(month.atDay(1), month.plusMonths(1).atDay(1));
  }

  private static String sql(Table table) {
    String where = "WHERE usage_day >= :from AND usage_day < :to";
    return """
    /* rollup.difference */
    WITH
      booked AS (SELECT %1$s, %2$s FROM %3$s WHERE %4$s = :stretch),
      made AS (%5$s)
    SELECT
      (SELECT COUNT(*) FROM (SELECT * FROM booked EXCEPT SELECT * FROM made) a) AS more,
      (SELECT COUNT(*) FROM (SELECT * FROM made EXCEPT SELECT * FROM booked) b) AS fewer,
      (SELECT COALESCE(SUM(calls), 0) FROM booked)
        - (SELECT COALESCE(SUM(calls), 0) FROM made) AS calls,
      (SELECT COALESCE(SUM(cost_nanos), 0) FROM booked)
        - (SELECT COALESCE(SUM(cost_nanos), 0) FROM made) AS nanos,
      %6$s AS strangers
    """
        .formatted(
            table.key(),
            Sums.TABLE_COLUMNS,
            table.name(),
            table.time().column(),
            RollupSql.made(table, where),
            table.knowsSome() ? strangers(table, where) : "0");
  }

  /** Rows that know too few or too many learners, or others than theirs. */
  private static String strangers(Table table, String where) {
    return """
    (SELECT COUNT(*) FROM (
      SELECT t.known_learners
      FROM %1$s t JOIN (%2$s) d ON %3$s
      GROUP BY %4$s, t.known_learners, t.learners
      HAVING t.known_learners <> CASE WHEN COUNT(*) < %5$d THEN COUNT(*) ELSE %5$d END
        OR t.known_learners <> SUM(CASE WHEN %6$s THEN 1 ELSE 0 END)
        OR t.known_learners <> LENGTH(t.learners) - LENGTH(REPLACE(t.learners, ' ', ''))
    ) s)
    """
        .formatted(
            table.name(),
            RollupSql.learners(table, where),
            table.sameKey("t", "d"),
            table.key("t"),
            Cohorts.LEAST,
            RollupSql.knows("t.learners", "d.learner_id"));
  }
}
