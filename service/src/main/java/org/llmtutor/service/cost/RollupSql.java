package org.llmtutor.service.cost;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmtutor.service.cost.RollupTables.Table;

/** Writes the statements on tables of sums. */
final class RollupSql {

  private RollupSql() {}

  /**
   * Adds to the sums of a key; takes {@code :day}, the dimensions by name, and the sums. The
   * learners that a row knows are left as they are.
   */
  static String add(Table table) {
    return """
    /* ledger.%1$s */
    INSERT INTO %1$s AS u
      (%2$s, calls,
       input_tokens, cached_input_tokens, cache_write_tokens, cache_write_long_tokens,
       output_tokens, reasoning_tokens,
       cost_nanos, estimated_nanos, estimated_calls, provider_nanos, provider_calls, replies)
    VALUES
      (%3$s, :calls,
       :input, :cached, :write, :long, :output, :reasoning,
       :cost, :estimated, :estimatedCalls, :told, :toldCalls, :replies)
    ON CONFLICT (%2$s)
    DO UPDATE SET
      calls = u.calls + excluded.calls,
      input_tokens = COALESCE(u.input_tokens + excluded.input_tokens,
        u.input_tokens, excluded.input_tokens),
      cached_input_tokens = COALESCE(u.cached_input_tokens + excluded.cached_input_tokens,
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
      estimated_nanos = u.estimated_nanos + excluded.estimated_nanos,
      estimated_calls = u.estimated_calls + excluded.estimated_calls,
      provider_nanos = u.provider_nanos + excluded.provider_nanos,
      provider_calls = u.provider_calls + excluded.provider_calls,
      replies = u.replies + excluded.replies
    """
        .formatted(table.name(), table.key(), values(table));
  }

  /**
   * Makes a key's row know one more learner, {@code :learner}, unless it knows that one or enough.
   */
  static String know(Table table) {
    return """
    /* ledger.some_learners */
    UPDATE %s SET known_learners = known_learners + 1, learners = learners || :learner || ' '
    WHERE %s AND known_learners < %d AND NOT %s
    """
        .formatted(table.name(), isKey(table), Cohorts.LEAST, knows("learners", ":learner"));
  }

  /** Whether a list of learners has one in it. */
  static String knows(String learners, String learner) {
    return "(REPLACE(' ' || %1$s, ' ' || %2$s || ' ', '') <> ' ' || %1$s)"
        .formatted(learners, learner);
  }

  /**
   * Learners of a group of rows: of one that knows enough, or else of all rows, some repeated.
   *
   * @param rows the rows' name
   */
  static String someLearners(String rows) {
    return """
    COALESCE(
      MAX(CASE WHEN %1$s.known_learners >= %2$d THEN %1$s.learners END),
      STRING_AGG(CASE WHEN %1$s.known_learners < %2$d THEN %1$s.learners END, ''))
    """
        .formatted(rows, Cohorts.LEAST);
  }

  private static String values(Table table) {
    return Stream.concat(Stream.of("day"), table.dimensions().stream().map(Dimension::key))
        .map(name -> ":" + name)
        .collect(Collectors.joining(", "));
  }

  private static String isKey(Table table) {
    String dimensions =
        table.dimensions().stream()
            .map(dimension -> " AND " + dimension.column() + " = :" + dimension.key())
            .collect(Collectors.joining());
    return table.time().column() + " = :day" + dimensions;
  }

  static String clear(Table table) {
    return "/* rollup.clear */ DELETE FROM " + table.name();
  }

  /** Fills an empty table from the widest. */
  static String fill(Table table) {
    return "/* rollup.fill */ INSERT INTO %s (%s, %s) %s"
        .formatted(table.name(), table.key(), Sums.TABLE_COLUMNS, made(table, ""));
  }

  /** What a table has to have in it. */
  static String made(Table table, String where) {
    return "SELECT %1$s, %2$s FROM usage_daily %3$s GROUP BY %1$s"
        .formatted(table.keyOfWidest(), Sums.SUMMED_COLUMNS, where);
  }

  /** Gives the rows of a table that know nobody up to five of their learners. */
  static String fillSome(Table table) {
    return """
    /* rollup.fill_learners */
    UPDATE %1$s SET known_learners = f.known, learners = f.ids
    FROM (
      SELECT %2$s, COUNT(*) AS known, STRING_AGG(learner_id || ' ', '') AS ids
      FROM (
        SELECT d.*, ROW_NUMBER() OVER (PARTITION BY %2$s ORDER BY learner_id) AS place
        FROM (%3$s) d
      ) r
      WHERE place <= %4$d
      GROUP BY %2$s
    ) f
    WHERE %5$s
    """
        .formatted(
            table.name(),
            table.key(),
            learners(table, ""),
            Cohorts.LEAST,
            table.sameKey(table.name(), "f"));
  }

  /** Every learner of every key, once. */
  static String learners(Table table, String where) {
    return "SELECT DISTINCT %s, learner_id FROM usage_daily %s"
        .formatted(table.namedKeyOfWidest(), where);
  }
}
