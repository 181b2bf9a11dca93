package org.llmtutor.service.cost;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Statements on budget windows. Stateless. */
final class BudgetDao {

  private BudgetDao() {}

  /** What a window holds. */
  record Balance(Usd spent, Usd held) {

    static final Balance EMPTY = new Balance(Usd.ZERO, Usd.ZERO);

    Usd used() {
      return spent.plus(held);
    }
  }

  /** Adds a hold if the window's limit allows it; false leaves the window as it was. */
  static boolean hold(Handle handle, BudgetWindow window, Usd amount) {
    Usd limit = window.limit();
    if (limit != null && amount.compareTo(limit) > 0) {
      return false;
    }
    int rows =
        bindKey(
                handle.createUpdate(
                    """
                    /* budget.hold */
                    INSERT INTO budget_window AS w
                      (scope, scope_id, period, window_start, limit_nanos, spent_nanos, held_nanos)
                    VALUES (:scope, :id, :period, :start, :limit, 0, :amount)
                    ON CONFLICT (scope, scope_id, period, window_start) DO UPDATE
                    SET held_nanos = w.held_nanos + excluded.held_nanos,
                        limit_nanos = excluded.limit_nanos
                    WHERE excluded.limit_nanos IS NULL
                       OR w.spent_nanos + w.held_nanos + excluded.held_nanos <= excluded.limit_nanos
                    """),
                window)
            .bind("limit", limit == null ? null : limit.nanos())
            .bind("amount", amount.nanos())
            .execute();
    return rows == 1;
  }

  /** Takes a hold back and books what was spent instead. */
  static void move(Handle handle, BudgetWindow window, Usd held, Usd spent) {
    bindKey(
            handle.createUpdate(
                """
                /* budget.move */
                UPDATE budget_window
                SET held_nanos = held_nanos - :held, spent_nanos = spent_nanos + :spent
                WHERE scope = :scope AND scope_id = :id
                  AND period = :period AND window_start = :start
                """),
            window)
        .bind("held", held.nanos())
        .bind("spent", spent.nanos())
        .execute();
  }

  static Balance balance(Handle handle, BudgetWindow window) {
    Optional<Balance> found =
        bindKey(
                handle.createQuery(
                    """
                    /* budget.balance */
                    SELECT spent_nanos, held_nanos FROM budget_window
                    WHERE scope = :scope AND scope_id = :id
                      AND period = :period AND window_start = :start
                    """),
                window)
            .map((row, context) -> new Balance(new Usd(row.getLong(1)), new Usd(row.getLong(2))))
            .findOne();
    return found.orElse(Balance.EMPTY);
  }

  private static <S extends SqlStatement<S>> S bindKey(S statement, BudgetWindow window) {
    return statement
        .bind("scope", window.scope())
        .bind("id", window.scopeId())
        .bind("period", window.period())
        .bind("start", window.start().toString());
  }
}
