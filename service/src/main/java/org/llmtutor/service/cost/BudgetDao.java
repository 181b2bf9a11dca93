package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Statements on budget windows, each for all windows of a call at once. Those that write lock the
 * rows in the order of the list, on engines that lock rows. Stateless.
 */
final class BudgetDao {

  /** Platform, class and learner, daily and monthly. */
  private static final int MOST_WINDOWS = 6;

  private static final List<String> HOLD =
      perCount(
          "(?, ?, ?, ?, ?, 0, ?)",
          """
          /* budget.hold */
          INSERT INTO budget_window AS w
            (scope, scope_id, period, window_start, limit_nanos, spent_nanos, held_nanos)
          VALUES %s
          ON CONFLICT (scope, scope_id, period, window_start) DO UPDATE
          SET held_nanos = w.held_nanos + excluded.held_nanos,
              limit_nanos = excluded.limit_nanos
          WHERE excluded.limit_nanos IS NULL
             OR w.spent_nanos + w.held_nanos + excluded.held_nanos <= excluded.limit_nanos
          """);

  private static final List<String> MOVE =
      perCount(
          "(?, ?, ?, ?, ?, ?, 0)",
          """
          /* budget.move */
          INSERT INTO budget_window AS w
            (scope, scope_id, period, window_start, limit_nanos, spent_nanos, held_nanos)
          VALUES %s
          ON CONFLICT (scope, scope_id, period, window_start) DO UPDATE
          SET held_nanos = w.held_nanos - ?, spent_nanos = w.spent_nanos + excluded.spent_nanos
          """);

  private static final List<String> BALANCES =
      perCount(
          "(?, ?, ?, ?)",
          """
          /* budget.balance */
          SELECT scope, scope_id, period, window_start, spent_nanos, held_nanos
          FROM budget_window
          WHERE (scope, scope_id, period, window_start) IN (VALUES %s)
          """);

  private static final RowMapper<Map.Entry<Key, Balance>> ROW =
      (row, context) ->
          Map.entry(
              new Key(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
              new Balance(new Usd(row.getLong(5)), new Usd(row.getLong(6))));

  private BudgetDao() {}

  /** What a window holds. */
  record Balance(Usd spent, Usd held) {

    static final Balance EMPTY = new Balance(Usd.ZERO, Usd.ZERO);

    Usd used() {
      return spent.plus(held);
    }
  }

  private record Key(String scope, String scopeId, String period, String start) {

    static Key of(BudgetWindow window) {
      return new Key(window.scope(), window.scopeId(), window.period(), window.start().toString());
    }

    <S extends SqlStatement<S>> void bind(S statement, int first) {
      statement
          .bind(first, scope)
          .bind(first + 1, scopeId)
          .bind(first + 2, period)
          .bind(first + 3, start);
    }
  }

  /**
   * Adds a hold to each window whose limit allows it. When false, at least one does not, others may
   * hold it already, and the caller has to roll back.
   */
  static boolean hold(Handle handle, List<BudgetWindow> windows, Usd amount) {
    if (windows.stream().anyMatch(window -> isAbove(window.limit(), amount))) {
      return false;
    }
    Update update = handle.createUpdate(HOLD.get(windows.size()));
    int next = 0;
    for (BudgetWindow window : windows) {
      Key.of(window).bind(update, next);
      update.bind(next + 4, nanos(window.limit())).bind(next + 5, amount.nanos());
      next += 6;
    }
    return update.execute() == windows.size();
  }

  /** Takes a hold back from each window and books what was spent instead. */
  static void move(Handle handle, List<BudgetWindow> windows, Usd held, Usd spent) {
    Update update = handle.createUpdate(MOVE.get(windows.size()));
    int next = 0;
    for (BudgetWindow window : windows) {
      Key.of(window).bind(update, next);
      update.bind(next + 4, nanos(window.limit())).bind(next + 5, spent.nanos());
      next += 6;
    }
    update.bind(next, held.nanos()).execute();
  }

  /** What each window holds, in the order of the list. */
  static List<Balance> balances(Handle handle, List<BudgetWindow> windows) {
    if (windows.isEmpty()) {
      return List.of();
    }
    Query query = handle.createQuery(BALANCES.get(windows.size()));
    int next = 0;
    for (BudgetWindow window : windows) {
      Key.of(window).bind(query, next);
      next += 4;
    }
    Map<Key, Balance> found =
        query.map(ROW).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return windows.stream()
        .map(window -> found.getOrDefault(Key.of(window), Balance.EMPTY))
        .toList();
  }

  /** A window of one scope. */
  record Found(String scopeId, String period, Balance balance) {}

  /** The current windows of a scope that have something in them, the fullest first. */
  static List<Found> fullest(Handle handle, String scope, LocalDate day, int top) {
    return handle
        .createQuery(
            """
            /* budget.fullest */
            SELECT scope_id, period, spent_nanos, held_nanos FROM budget_window
            WHERE scope = :scope
              AND ((period = 'daily' AND window_start = :day)
                OR (period = 'monthly' AND window_start = :month))
            ORDER BY
              CASE WHEN limit_nanos IS NULL THEN 0.0
                   WHEN limit_nanos = 0 THEN 1.0
                   ELSE (spent_nanos + held_nanos) * 1.0 / limit_nanos END DESC,
              spent_nanos DESC, scope_id, period
            LIMIT :top
            """)
        .bind("scope", scope)
        .bind("day", day.toString())
        .bind("month", day.withDayOfMonth(1).toString())
        .bind("top", top)
        .map(
            (row, context) ->
                new Found(
                    row.getString(1),
                    row.getString(2),
                    new Balance(new Usd(row.getLong(3)), new Usd(row.getLong(4)))))
        .list();
  }

  private static boolean isAbove(@Nullable Usd limit, Usd amount) {
    return limit != null && amount.compareTo(limit) > 0;
  }

  private static @Nullable Long nanos(@Nullable Usd limit) {
    return limit == null ? null : limit.nanos();
  }

  /** The statement with no row of values, one row, two, and so on. */
  private static List<String> perCount(String row, String statement) {
    return IntStream.rangeClosed(0, MOST_WINDOWS)
        .mapToObj(count -> statement.formatted(String.join(", ", Collections.nCopies(count, row))))
        .toList();
  }
}
