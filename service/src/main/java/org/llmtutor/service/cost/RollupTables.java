package org.llmtutor.service.cost;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Tables of sums over settled calls (ADR 26). A call is added to all of them in the transaction
 * that settles it; a report reads the narrowest that holds what it asks. {@link RollupDao} fills
 * them.
 */
public final class RollupTables {

  /** Letters of a day that make its month. */
  static final int MONTH_LENGTH = 7;

  /** Stretches that a table has sums of. */
  enum Time {
    DAY("usage_day", "usage_day"),
    MONTH("usage_month", "SUBSTR(usage_day, 1, " + MONTH_LENGTH + ")");

    private final String column;
    private final String ofDay;

    Time(String column, String ofDay) {
      this.column = column;
      this.ofDay = ofDay;
    }

    String column() {
      return column;
    }

    /** The stretch of a day. */
    String of(String day) {
      return this == DAY ? day : day.substring(0, MONTH_LENGTH);
    }
  }

  /**
   * A table of sums.
   *
   * @param dimensions what it has sums by, besides time
   */
  record Table(String name, Time time, List<Dimension> dimensions) {

    private static Table of(String name, Time time, Dimension... dimensions) {
      return new Table(name, time, List.of(dimensions));
    }

    boolean has(Dimension dimension) {
      return dimensions.contains(dimension);
    }

    /** Whether it has what these need of it, besides time. */
    boolean holds(Collection<Dimension> by) {
      return by.stream().allMatch(dimension -> dimension.isTime() || has(dimension));
    }

    /** Whether its rows know some of their learners instead of being by learner. */
    boolean knowsSome() {
      return !has(Dimension.LEARNER);
    }

    /** The columns of its key. */
    String key() {
      return columns(time.column);
    }

    /** The columns of its key, of a table under another name. */
    String key(String name) {
      return name + "." + key().replace(", ", ", " + name + ".");
    }

    /** What of the widest table makes its key. */
    String keyOfWidest() {
      return columns(time.ofDay);
    }

    /** The same under the names of its own columns. */
    String namedKeyOfWidest() {
      return columns(time.ofDay + " AS " + time.column);
    }

    private String columns(String first) {
      return Stream.concat(Stream.of(first), dimensions.stream().map(Dimension::column))
          .collect(Collectors.joining(", "));
    }

    /** Equality of keys under two names. */
    String sameKey(String one, String other) {
      return Stream.concat(Stream.of(time.column), dimensions.stream().map(Dimension::column))
          .map(column -> one + "." + column + " = " + other + "." + column)
          .collect(Collectors.joining(" AND "));
    }
  }

  static final Table WIDEST =
      Table.of(
          "usage_daily",
          Time.DAY,
          Dimension.LEARNER,
          Dimension.CLASS,
          Dimension.PROVIDER,
          Dimension.MODEL,
          Dimension.FEATURE,
          Dimension.EXERCISE);

  static final Table GROUPS =
      Table.of(
          "usage_group_daily",
          Time.DAY,
          Dimension.CLASS,
          Dimension.PROVIDER,
          Dimension.MODEL,
          Dimension.FEATURE);

  static final Table LEARNERS =
      Table.of("usage_learner_daily", Time.DAY, Dimension.LEARNER, Dimension.CLASS);

  static final Table MONTHS =
      Table.of(
          "usage_monthly",
          Time.MONTH,
          Dimension.LEARNER,
          Dimension.CLASS,
          Dimension.PROVIDER,
          Dimension.MODEL,
          Dimension.FEATURE);

  static final Table EXERCISE_MONTHS =
      Table.of(
          "usage_exercise_monthly",
          Time.MONTH,
          Dimension.CLASS,
          Dimension.PROVIDER,
          Dimension.MODEL,
          Dimension.FEATURE,
          Dimension.EXERCISE);

  /** Those that are made of the widest. */
  static final List<Table> NARROWER = List.of(GROUPS, LEARNERS, MONTHS, EXERCISE_MONTHS);

  /** All, in the order in which they are written. */
  static final List<Table> ALL = List.of(WIDEST, GROUPS, LEARNERS, MONTHS, EXERCISE_MONTHS);

  private RollupTables() {}

  /**
   * Fills the narrower tables anew from the widest, for whoever wrote that one by other means than
   * calls.
   */
  public static void rebuild(Handle handle) {
    NARROWER.forEach(
        table -> {
          handle.execute(RollupSql.clear(table));
          handle.execute(RollupSql.fill(table));
          if (table.knowsSome()) {
            handle.execute(RollupSql.fillSome(table));
          }
        });
  }
}
