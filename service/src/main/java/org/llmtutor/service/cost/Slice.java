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

  /** A row of one learner, as one that knows its learners. */
  private static final String ONE_LEARNER = ", 1 AS known_learners, learner_id || ' ' AS learners";

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
    String sums = ", " + Sums.TABLE_COLUMNS;
    return GROUPS.holds(needed) ? of(GROUPS) : inMonths(needed, sums, sums);
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
    String sums = ", " + Sums.TABLE_COLUMNS;
    return GROUPS.holds(needed)
        ? of(GROUPS)
        : inMonths(needed, sums + ", known_learners, learners", sums + ONE_LEARNER);
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
   * Whole months, and the days before and after them; or all days where that cannot be.
   *
   * @param ofMonth further columns of monthly tables, each after a comma
   * @param ofDay what stands for them in daily tables
   */
  private String inMonths(Set<Dimension> needed, String ofMonth, String ofDay) {
    Table daily = LEARNERS.holds(needed) ? LEARNERS : WIDEST;
    Optional<Table> monthly =
        Stream.of(MONTHS, EXERCISE_MONTHS).filter(table -> table.holds(needed)).findFirst();
    if (monthly.isEmpty() || !hasMonths()) {
      return of(daily);
    }
    String columns =
        needed.stream().map(dimension -> ", " + dimension.column()).collect(Collectors.joining());
    String days = "SELECT usage_day" + columns + ofDay + " FROM " + daily.name();
    return """
    (SELECT usage_month || '-01' AS usage_day%1$s%2$s FROM %3$s
     WHERE usage_month >= SUBSTR(:monthsFrom, 1, 7) AND usage_month < SUBSTR(:monthsTo, 1, 7)
     UNION ALL
     %4$s WHERE usage_day >= :from AND usage_day < :monthsFrom
     UNION ALL
     %4$s WHERE usage_day >= :monthsTo AND usage_day < :to) s
    """
        .formatted(columns, ofMonth, monthly.get().name(), days);
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
