package org.llmtutor.service.cost;

import static org.llmtutor.service.cost.RollupTables.EXERCISE_MONTHS;
import static org.llmtutor.service.cost.RollupTables.GROUPS;
import static org.llmtutor.service.cost.RollupTables.LEARNERS;
import static org.llmtutor.service.cost.RollupTables.MONTHS;
import static org.llmtutor.service.cost.RollupTables.WIDEST;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.llmtutor.service.cost.RollupTables.Table;

/**
 * Which groups of which days: writes the parts of queries that all reports have in common, and
 * chooses the narrowest tables that hold what is asked for.
 *
 * @param by dimensions of the groups, in order
 * @param days the days
 * @param months those of these days that may be read in whole months
 */
record Slice(List<Dimension> by, Days days, Days months) {

  private static final String IN_MONTHS =
      " WHERE usage_month >= SUBSTR(:monthsFrom, 1, 7) AND usage_month < SUBSTR(:monthsTo, 1, 7)";

  private static final String SUMS = ", " + Sums.SUMMED_COLUMNS;

  /** Those that rows without learners know. */
  private static final String SOME_LEARNERS =
      ", MAX(known_learners) AS known_learners, "
          + RollupSql.someLearners(EXERCISE_MONTHS.name())
          + " AS learners";

  /** Learners of rows by learner, as if each row knew one. */
  private static final String EVERY_LEARNER =
      ", 1 AS known_learners, STRING_AGG(learner_id || ' ', '') AS learners";

  Slice {
    by = List.copyOf(by);
  }

  Slice(List<Dimension> by, Days days) {
    this(by, days, days.wholeMonths());
  }

  /** The same days by other dimensions. */
  Slice by(List<Dimension> dimensions) {
    return new Slice(dimensions, days, months);
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
    Set<Dimension> needed = needed();
    return GROUPS.holds(needed) ? of(GROUPS) : inMonths(needed, SUMS, SUMS);
  }

  /** Who had settled calls on these days, as {@code s}; it may have no sums. */
  String people() {
    Set<Dimension> needed = needed();
    needed.add(Dimension.LEARNER);
    return inMonths(needed, "", "");
  }

  /** Whether settled calls are to be had in rows that know some of their learners. */
  boolean knowsLearners() {
    Set<Dimension> needed = needed();
    return GROUPS.holds(needed) || (EXERCISE_MONTHS.holds(needed) && hasMonths());
  }

  /**
   * Settled calls of these days with {@code known_learners} and {@code learners}, as {@code s};
   * only where {@link #knowsLearners}.
   */
  String settledWithLearners() {
    Set<Dimension> needed = needed();
    return GROUPS.holds(needed)
        ? of(GROUPS)
        : inMonths(needed, SUMS + SOME_LEARNERS, SUMS + EVERY_LEARNER);
  }

  private Set<Dimension> needed() {
    Set<Dimension> needed = EnumSet.noneOf(Dimension.class);
    by.stream().filter(dimension -> !dimension.isTime()).forEach(needed::add);
    return needed;
  }

  private boolean hasMonths() {
    return !by.contains(Dimension.DAY) && !by.contains(Dimension.WEEK) && !months.isEmpty();
  }

  /**
   * Whole months, and the days before and after them; or all days where that cannot be. Each part
   * is summed for itself, so that few rows are left to be put together.
   *
   * @param ofMonth sums over monthly tables, each after a comma
   * @param ofDay the same over daily ones
   */
  private String inMonths(Set<Dimension> needed, String ofMonth, String ofDay) {
    Table daily = LEARNERS.holds(needed) ? LEARNERS : WIDEST;
    Optional<Table> monthly =
        Stream.of(MONTHS, EXERCISE_MONTHS).filter(table -> table.holds(needed)).findFirst();
    if (monthly.isEmpty() || !hasMonths()) {
      return of(daily);
    }
    String columns = needed.stream().map(Dimension::column).collect(Collectors.joining(", "));
    String days = daily.name() + " WHERE usage_day >= %s AND usage_day < %s";
    return "(%s UNION ALL %s UNION ALL %s) s"
        .formatted(
            summed(columns, ofMonth, monthly.get().name() + IN_MONTHS, "usage_month || '-01'"),
            summed(columns, ofDay, days.formatted(":from", ":monthsFrom"), "usage_day"),
            summed(columns, ofDay, days.formatted(":monthsTo", ":to"), "usage_day"));
  }

  /** Sums of a table by columns, and by day when the groups tell of time. */
  private String summed(String columns, String sums, String table, String day) {
    boolean timed = by.contains(Dimension.MONTH);
    return "SELECT %s AS usage_day, %s%s FROM %s GROUP BY %s%s"
        .formatted(timed ? day : "''", columns, sums, table, columns, timed ? ", " + day : "");
  }

  private String of(Table daily) {
    return daily.name() + " s" + where("1 = 1");
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
