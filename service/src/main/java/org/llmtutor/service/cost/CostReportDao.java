package org.llmtutor.service.cost;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Sums over ledger rows. Stateless; expressions are constants of {@link Dimension}. */
final class CostReportDao {

  private CostReportDao() {}

  /**
   * Settled sums of one group.
   *
   * @param learners ids, each with a blank after it: of at least five learners with these calls, or
   *     of all of them; empty where they were not read
   */
  record Settled(List<String> key, Sums sums, String learners) {}

  /** Exposure of one group. */
  record Unknown(List<String> key, Sums.Part part) {}

  /** How many learners one group has. */
  record Learners(List<String> key, long count) {}

  /** What one group cost on one day. */
  record DayCost(List<String> key, LocalDate day, Usd cost) {}

  /** An exercise that one learner completed for the first time. */
  record Solved(String learnerId, String classCode, String exerciseId, long completedAt) {}

  private static final String SOME_LEARNERS =
      ", " + RollupSql.someLearners("s") + " AS some_learners";

  /**
   * The slice's groups.
   *
   * @param learners whether with their learners, where {@link Slice#knowsLearners} says so
   */
  static List<Settled> settled(Handle handle, Slice slice, int max, boolean learners) {
    boolean known = learners && slice.knowsLearners();
    String source = known ? slice.settledWithLearners() : slice.settled();
    String sql =
        """
        /* report.settled */
        %s SELECT %s %s %s FROM %s %s LIMIT :max
        """
            .formatted(
                slice.with(),
                slice.keys(),
                Sums.COLUMNS,
                known ? SOME_LEARNERS : "",
                source,
                slice.groupBy());
    return slice
        .bind(handle.createQuery(sql), source)
        .bind("max", max)
        .map(
            (row, context) ->
                new Settled(
                    key(row, slice.by().size()),
                    Sums.of(row),
                    known ? row.getString("some_learners") : ""))
        .list();
  }

  static List<Unknown> unknown(Handle handle, Slice slice, int max) {
    String source = slice.unknown();
    String sql =
        """
        /* report.unknown */
        %s SELECT %s COUNT(*) AS calls, SUM(s.held_nanos) AS amount FROM %s %s LIMIT :max
        """
            .formatted(slice.with(), slice.keys(), source, slice.groupBy());
    return slice
        .bind(handle.createQuery(sql), source)
        .bind("max", max)
        .map(
            (row, context) ->
                new Unknown(
                    key(row, slice.by().size()),
                    new Sums.Part(row.getLong("calls"), new Usd(row.getLong("amount")))))
        .list();
  }

  /** How many learners with settled or unknown calls each group has. */
  static List<Learners> learners(Handle handle, Slice slice) {
    String source = slice.people();
    String keys = slice.keys();
    String sql =
        """
        /* report.learners */
        %s SELECT %s COUNT(DISTINCT learner_id) AS learners
        FROM (SELECT %s s.learner_id FROM %s UNION SELECT %s s.learner_id FROM %s) g %s
        """
            .formatted(
                slice.with(), slice.names(), keys, source, keys, slice.unknown(), slice.groupBy());
    return slice
        .bind(handle.createQuery(sql), source)
        .map((row, context) -> new Learners(key(row, slice.by().size()), row.getLong("learners")))
        .list();
  }

  /**
   * Settled cost by group and day, for at most the learners in {@code only}; empty for all.
   *
   * @param slice whose dimensions hold no time
   */
  static List<DayCost> dayCosts(Handle handle, Slice slice, Collection<String> only) {
    List<Dimension> by = new ArrayList<>(slice.by());
    by.add(Dimension.DAY);
    Slice daily = slice.by(by);
    String source = daily.settled();
    // Days and learners one by one, so that the primary key finds the few rows that are wanted.
    String narrowed =
        only.isEmpty() ? "" : "AND s.usage_day IN (<days>) AND s.learner_id IN (<only>)";
    String sql =
        """
        /* report.day_costs */
        SELECT %s SUM(s.cost_nanos) AS cost FROM %s %s %s
        """
            .formatted(daily.keys(), source, narrowed, daily.groupBy());
    Query query = daily.bind(handle.createQuery(sql), source);
    if (!only.isEmpty()) {
      query.bindList("only", List.copyOf(only));
      query.bindList("days", slice.days().all().stream().map(LocalDate::toString).toList());
    }
    int keys = slice.by().size();
    return query
        .map(
            (row, context) ->
                new DayCost(
                    key(row, keys),
                    LocalDate.parse(row.getString("key" + keys)),
                    new Usd(row.getLong("cost"))))
        .list();
  }

  /** Completions from one instant until before another, in epoch milliseconds. */
  static List<Solved> solved(Handle handle, long from, long to) {
    return handle
        .createQuery(
            """
            /* report.solved */
            SELECT c.learner_id, COALESCE(l.class_code, '') AS class_code, c.exercise_id,
              c.completed_at
            FROM exercise_completion c LEFT JOIN learner l ON l.id = c.learner_id
            WHERE c.completed_at >= :from AND c.completed_at < :to
            """)
        .bind("from", from)
        .bind("to", to)
        .map(
            (row, context) ->
                new Solved(
                    row.getString("learner_id"),
                    row.getString("class_code"),
                    row.getString("exercise_id"),
                    row.getLong("completed_at")))
        .list();
  }

  /** Display names of some learners, as {@code (id, name)}. */
  static List<List<String>> names(Handle handle, Collection<String> learners) {
    return learners.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                """
                /* report.names */
                SELECT id, display_name FROM learner WHERE id IN (<learners>)
                """)
            .bindList("learners", List.copyOf(learners))
            .map((row, context) -> List.of(row.getString("id"), row.getString("display_name")))
            .list();
  }

  /** A learner's settled days, newest first. */
  static List<Settled> days(Handle handle, String learnerId, LocalDate from) {
    return handle
        .createQuery(
            """
            /* report.learner_days */
            SELECT s.usage_day AS key0, %s
            FROM usage_daily s WHERE s.learner_id = :learner AND s.usage_day >= :from
            GROUP BY s.usage_day ORDER BY s.usage_day DESC
            """
                .formatted(Sums.COLUMNS))
        .bind("learner", learnerId)
        .bind("from", from.toString())
        .map((row, context) -> new Settled(key(row, 1), Sums.of(row), ""))
        .list();
  }

  /** The ids of the most expensive learners of a day with what they cost, the dearest first. */
  static List<Settled> dearest(Handle handle, LocalDate day, int most) {
    return handle
        .createQuery(
            """
            /* report.dearest */
            SELECT s.learner_id AS key0, %s
            FROM usage_daily s WHERE s.usage_day = :day
            GROUP BY s.learner_id ORDER BY cost DESC, s.learner_id LIMIT :most
            """
                .formatted(Sums.COLUMNS))
        .bind("day", day.toString())
        .bind("most", most)
        .map((row, context) -> new Settled(key(row, 1), Sums.of(row), ""))
        .list();
  }

  /** Whether anything was called on a day before {@code day}. */
  static boolean anyBefore(Handle handle, LocalDate day) {
    return handle
        .createQuery(
            """
            /* report.any_before */
            SELECT EXISTS (SELECT 1 FROM usage_daily WHERE usage_day < :day)
              OR EXISTS (SELECT 1 FROM llm_call
                WHERE state = 'unknown' AND state IN ('held', 'unknown') AND usage_day < :day)
            """)
        .bind("day", day.toString())
        .mapTo(Boolean.class)
        .one();
  }

  /** The last day with a settled call; empty when there is none. */
  static Optional<LocalDate> lastDay(Handle handle) {
    return handle
        .createQuery("/* report.last_day */ SELECT MAX(usage_day) FROM usage_daily")
        .mapTo(String.class)
        .findFirst()
        .map(LocalDate::parse);
  }

  static List<String> key(ResultSet row, int dimensions) throws SQLException {
    List<String> key = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      key.add(row.getString("key" + i));
    }
    return key;
  }
}
