package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Which groups of which days: writes the parts of queries that all reports have in common, and
 * chooses the narrowest table that holds what is asked for.
 *
 * @param by dimensions of the groups, in order
 * @param days the days
 */
record Slice(List<Dimension> by, Days days) {

  private static final Set<Dimension> WITHOUT_PEOPLE =
      EnumSet.of(
          Dimension.DAY,
          Dimension.WEEK,
          Dimension.MONTH,
          Dimension.CLASS,
          Dimension.MODEL,
          Dimension.PROVIDER,
          Dimension.FEATURE);
  private static final Set<Dimension> PEOPLE =
      EnumSet.of(
          Dimension.DAY, Dimension.WEEK, Dimension.MONTH, Dimension.LEARNER, Dimension.CLASS);

  /** Whole months, and the days before and after them. */
  private static final String WITH_WHOLE_MONTHS =
      """
      (SELECT usage_month || '-01' AS usage_day, learner_id, class_code, %1$s
       FROM usage_learner_monthly
       WHERE usage_month >= SUBSTR(:monthsFrom, 1, 7) AND usage_month < SUBSTR(:monthsTo, 1, 7)
       UNION ALL
       SELECT usage_day, learner_id, class_code, %1$s FROM usage_learner_daily
       WHERE usage_day >= :from AND usage_day < :monthsFrom
       UNION ALL
       SELECT usage_day, learner_id, class_code, %1$s FROM usage_learner_daily
       WHERE usage_day >= :monthsTo AND usage_day < :to) s
      """
          .formatted(Sums.TABLE_COLUMNS);

  Slice {
    by = List.copyOf(by);
  }

  /** The query's own tables. */
  String with() {
    return by.contains(Dimension.WEEK)
        ? days.all().stream()
            .map(day -> "('" + day + "', '" + week(day) + "')")
            .collect(Collectors.joining(", ", "WITH weeks (day, week) AS (VALUES ", ")"))
        : "";
  }

  /** The columns {@code key0}, {@code key1}, each followed by a comma. */
  String keys() {
    return IntStream.range(0, by.size())
        .mapToObj(i -> by.get(i).expression() + " AS key" + i + ", ")
        .collect(Collectors.joining());
  }

  /** The names of the columns of {@link #keys}, each followed by a comma. */
  String names() {
    return IntStream.range(0, by.size())
        .mapToObj(i -> "key" + i + ", ")
        .collect(Collectors.joining());
  }

  /** Settled calls of these days, as {@code s}. */
  String settled() {
    return WITHOUT_PEOPLE.containsAll(by) ? "usage_group_daily s" + where("1 = 1") : people();
  }

  /** Settled calls of these days with their learners, as {@code s}. */
  String people() {
    if (!PEOPLE.containsAll(by)) {
      return "usage_daily s" + where("1 = 1");
    }
    boolean single = by.contains(Dimension.DAY) || by.contains(Dimension.WEEK);
    return single || days.wholeMonths().isEmpty()
        ? "usage_learner_daily s" + where("1 = 1")
        : WITH_WHOLE_MONTHS;
  }

  /**
   * Calls of these days whose outcome is not known, as {@code s}. The second condition is that of
   * the index of open rows, word for word: the embedded database uses it for nothing else.
   */
  String unknown() {
    return "llm_call s" + where("s.state = 'unknown' AND s.state IN ('held', 'unknown')");
  }

  private String where(String condition) {
    String weeks = by.contains(Dimension.WEEK) ? " JOIN weeks w ON w.day = s.usage_day" : "";
    return weeks + " WHERE s.usage_day >= :from AND s.usage_day < :to AND " + condition;
  }

  /** What follows the tables. */
  String groupBy() {
    return by.isEmpty()
        ? "HAVING COUNT(*) > 0"
        : IntStream.range(0, by.size())
            .mapToObj(i -> "key" + i)
            .collect(Collectors.joining(", ", "GROUP BY ", ""));
  }

  <S extends SqlStatement<S>> S bind(S statement, String source) {
    statement.bind("from", days.from().toString()).bind("to", days.to().toString());
    if (source.contains(":monthsFrom")) {
      Days months = days.wholeMonths();
      statement.bind("monthsFrom", months.from().toString());
      statement.bind("monthsTo", months.to().toString());
    }
    return statement;
  }

  /** The ISO week of a day, such as {@code 2026-W48}. */
  static String week(LocalDate day) {
    return String.format(
        Locale.ROOT,
        "%04d-W%02d",
        day.get(IsoFields.WEEK_BASED_YEAR),
        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }
}
