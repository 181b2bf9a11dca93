package org.llmtutor.service.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Statements on budget windows, each for all windows of a call, or of many, at once. Those that
 * write lock the rows in their order, on engines that lock rows. Stateless.
 */
final class BudgetDao {

  private static final int KEY_COLUMNS = 5;

  // A hold of nothing fits everywhere, also above a limit that was lowered meanwhile.
  private static final SqlRows HOLD =
      new SqlRows(
          "(?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
          """
          /* budget.hold */
          INSERT INTO budget_window AS w
            (scope, scope_id, period, window_start, model, limit_nanos, hard_nanos, warn_nanos,
             spent_nanos, held_nanos)
          VALUES %s
          ON CONFLICT (scope, scope_id, period, window_start, model) DO UPDATE
          SET held_nanos = w.held_nanos + excluded.held_nanos,
              limit_nanos = excluded.limit_nanos, hard_nanos = excluded.hard_nanos,
              warn_nanos = excluded.warn_nanos
          WHERE excluded.hard_nanos IS NULL
             OR excluded.held_nanos = 0
             OR w.spent_nanos + w.held_nanos + excluded.held_nanos <= excluded.hard_nanos
          """);

  private static final SqlRows LIMIT =
      new SqlRows(
          "(?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
          """
          /* budget.limit */
          INSERT INTO budget_window AS w
            (scope, scope_id, period, window_start, model, limit_nanos, hard_nanos, warn_nanos,
             spent_nanos, held_nanos)
          VALUES %s
          ON CONFLICT (scope, scope_id, period, window_start, model) DO UPDATE
          SET limit_nanos = excluded.limit_nanos, hard_nanos = excluded.hard_nanos,
              warn_nanos = excluded.warn_nanos,
              warned_at = CASE WHEN w.spent_nanos < excluded.warn_nanos THEN NULL
                               ELSE w.warned_at END
          """);

  static final SqlRows BALANCES =
      new SqlRows(
          "(?, ?, ?, ?, ?)",
          """
          /* budget.balance */
          SELECT scope, scope_id, period, window_start, model, spent_nanos, held_nanos
          FROM budget_window
          WHERE (scope, scope_id, period, window_start, model) IN (VALUES %s)
          """);

  private static final RowMapper<Map.Entry<Key, Balance>> ROW =
      (row, context) ->
          Map.entry(
              new Key(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5)),
              new Balance(new Usd(row.getLong(6)), new Usd(row.getLong(7))));

  private BudgetDao() {}

  /** What a window holds. */
  record Balance(Usd spent, Usd held) {

    static final Balance EMPTY = new Balance(Usd.ZERO, Usd.ZERO);

    Usd used() {
      return spent.plus(held);
    }

    Balance plus(Balance other) {
      return new Balance(spent.plus(other.spent), held.plus(other.held));
    }
  }

  /** Names a window. */
  record Key(String scope, String scopeId, String period, String start, String model) {

    static Key of(BudgetWindow window) {
      BudgetWindow.Key key = window.key();
      return new Key(key.scope(), key.id(), key.period(), window.start().toString(), key.model());
    }

    /** Binds from {@code first} on; returns the next position. */
    <S extends SqlStatement<S>> int bind(S statement, int first) {
      statement
          .bind(first, scope)
          .bind(first + 1, scopeId)
          .bind(first + 2, period)
          .bind(first + 3, start)
          .bind(first + 4, model);
      return first + KEY_COLUMNS;
    }
  }

  /**
   * Adds holds to each window whose limit allows it. When false, at least one does not, others may
   * hold theirs already, and the caller has to roll back.
   */
  static boolean hold(Handle handle, SortedMap<BudgetWindow, Usd> amounts) {
    if (amounts.entrySet().stream()
        .anyMatch(entry -> isAbove(entry.getKey().limit().cap(), entry.getValue()))) {
      return false;
    }
    for (List<Map.Entry<BudgetWindow, Usd>> part : SqlRows.parts(List.copyOf(amounts.entrySet()))) {
      Update update = handle.createUpdate(HOLD.of(part.size()));
      int next = 0;
      for (Map.Entry<BudgetWindow, Usd> entry : part) {
        BudgetWindow window = entry.getKey();
        next = bindLimit(update, Key.of(window).bind(update, next), window.limit());
        update.bind(next++, entry.getValue().nanos());
      }
      if (update.execute() != part.size()) {
        return false;
      }
    }
    return true;
  }

  /** What is taken back from a window, and what was spent instead. */
  record Move(Usd held, Usd spent) {

    Move plus(Move other) {
      return new Move(held.plus(other.held), spent.plus(other.spent));
    }
  }

  /** Takes holds back from each window and books what was spent instead. */
  static void move(Handle handle, SortedMap<BudgetWindow, Move> moves) {
    if (moves.isEmpty()) {
      return;
    }
    PreparedBatch rows =
        handle.prepareBatch(
            """
            /* budget.move */
            INSERT INTO budget_window AS w
              (scope, scope_id, period, window_start, model, spent_nanos, held_nanos)
            VALUES (?, ?, ?, ?, ?, ?, 0)
            ON CONFLICT (scope, scope_id, period, window_start, model) DO UPDATE
            SET held_nanos = w.held_nanos - ?, spent_nanos = w.spent_nanos + excluded.spent_nanos
            """);
    moves.forEach(
        (window, move) -> {
          int next = Key.of(window).bind(rows, 0);
          rows.bind(next, move.spent().nanos()).bind(next + 1, move.held().nanos()).add();
        });
    rows.execute();
  }

  /** Shows other limits before the next hold does. */
  static void limit(Handle handle, List<BudgetWindow> windows) {
    Update update = handle.createUpdate(LIMIT.of(windows.size()));
    int next = 0;
    for (BudgetWindow window : windows) {
      next = bindLimit(update, Key.of(window).bind(update, next), window.limit());
    }
    update.execute();
  }

  /** What each window holds, in the order of the list. */
  static List<Balance> balances(Handle handle, List<BudgetWindow> windows) {
    Map<Key, Balance> found = balancesOf(handle, windows);
    return windows.stream()
        .map(window -> found.getOrDefault(Key.of(window), Balance.EMPTY))
        .toList();
  }

  /** What those of the windows hold that are there. */
  static Map<Key, Balance> balancesOf(Handle handle, List<BudgetWindow> windows) {
    Map<Key, Balance> found = new HashMap<>();
    for (List<BudgetWindow> part : SqlRows.parts(windows)) {
      Query query = handle.createQuery(BALANCES.of(part.size()));
      int next = 0;
      for (BudgetWindow window : part) {
        next = Key.of(window).bind(query, next);
      }
      query.map(ROW).forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    }
    return found;
  }

  /** A window of one scope. */
  record Found(BudgetWindow.Key key, Balance balance) {}

  /**
   * The current windows of a scope that have something in them, the fullest first; those of single
   * models only with a limit.
   */
  static List<Found> fullest(Handle handle, String scope, LocalDate day, int top) {
    return handle
        .createQuery(
            """
            /* budget.fullest */
            SELECT scope_id, model, period, spent_nanos, held_nanos FROM budget_window
            WHERE scope = :scope
              AND (model = '' OR limit_nanos IS NOT NULL)
              AND ((period = 'daily' AND window_start = :day)
                OR (period = 'monthly' AND window_start = :month))
            ORDER BY
              CASE WHEN limit_nanos IS NULL THEN 0.0
                   WHEN limit_nanos = 0 THEN 1.0
                   ELSE (spent_nanos + held_nanos) * 1.0 / limit_nanos END DESC,
              spent_nanos DESC, scope_id, model, period
            LIMIT :top
            """)
        .bind("scope", scope)
        .bind("day", day.toString())
        .bind("month", day.withDayOfMonth(1).toString())
        .bind("top", top)
        .map(
            (row, context) ->
                new Found(
                    new BudgetWindow.Key(
                        scope, row.getString(1), row.getString(2), row.getString(3)),
                    new Balance(new Usd(row.getLong(4)), new Usd(row.getLong(5)))))
        .list();
  }

  /** Hands what each window holds that begins on {@code day} to {@code sink}. */
  static void startingOn(Handle handle, LocalDate day, BiConsumer<Key, Balance> sink) {
    handle
        .createQuery(
            """
            /* budget.starting_on */
            SELECT scope, scope_id, period, window_start, model, spent_nanos, held_nanos
            FROM budget_window WHERE window_start = :day
            """)
        .bind("day", day.toString())
        .map(ROW)
        .forEach(window -> sink.accept(window.getKey(), window.getValue()));
  }

  /** Adds to a window whatever its limit: what is booked has happened already. */
  static void book(Handle handle, BudgetWindow window, Balance more) {
    Update update =
        handle.createUpdate(
            """
            /* budget.book */
            INSERT INTO budget_window AS w
              (scope, scope_id, period, window_start, model, limit_nanos, hard_nanos, warn_nanos,
               spent_nanos, held_nanos)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (scope, scope_id, period, window_start, model) DO UPDATE
            SET spent_nanos = w.spent_nanos + excluded.spent_nanos,
                held_nanos = w.held_nanos + excluded.held_nanos
            """);
    int next = bindLimit(update, Key.of(window).bind(update, 0), window.limit());
    update.bind(next, more.spent().nanos()).bind(next + 1, more.held().nanos()).execute();
  }

  /** Marks a window as warned of; false when it was before. */
  static boolean markWarned(Handle handle, BudgetWindow.Key key, LocalDate start, Instant now) {
    return handle
            .createUpdate(
                """
                /* budget.mark_warned */
                UPDATE budget_window SET warned_at = :now
                WHERE scope = :scope AND scope_id = :id AND period = :period
                  AND window_start = :start AND model = :model AND warned_at IS NULL
                """)
            .bind("now", now.toEpochMilli())
            .bind("scope", key.scope())
            .bind("id", key.id())
            .bind("period", key.period())
            .bind("start", start.toString())
            .bind("model", key.model())
            .execute()
        == 1;
  }

  /** The current windows that are past their warning and were not marked, the widest first. */
  static List<BudgetWindow.Key> nearlySpent(Handle handle, LocalDate day, int most) {
    return handle
        .createQuery(
            """
            /* budget.nearly_spent */
            SELECT scope, scope_id, model, period FROM budget_window
            WHERE warned_at IS NULL AND spent_nanos >= warn_nanos
              AND ((period = 'daily' AND window_start = :day)
                OR (period = 'monthly' AND window_start = :month))
            ORDER BY limit_nanos DESC, scope, scope_id, model, period
            LIMIT :most
            """)
        .bind("day", day.toString())
        .bind("month", day.withDayOfMonth(1).toString())
        .bind("most", most)
        .map(
            (row, context) ->
                new BudgetWindow.Key(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .list();
  }

  private static int bindLimit(Update update, int first, BudgetLimit limit) {
    update
        .bind(first, nanos(limit.amount()))
        .bind(first + 1, nanos(limit.cap()))
        .bind(first + 2, nanos(limit.warnFrom()));
    return first + 3;
  }

  private static boolean isAbove(@Nullable Usd limit, Usd amount) {
    return limit != null && amount.compareTo(limit) > 0;
  }

  private static @Nullable Long nanos(@Nullable Usd limit) {
    return limit == null ? null : limit.nanos();
  }
}
