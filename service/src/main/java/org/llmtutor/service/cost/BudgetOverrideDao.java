package org.llmtutor.service.cost;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Statements on the limits that operators have set. Stateless. */
final class BudgetOverrideDao {

  private BudgetOverrideDao() {}

  /** The limits set for the platform, a class and a learner. */
  static Map<BudgetWindow.Key, BudgetLimit> find(
      Handle handle, String classCode, String learnerId) {
    Map<BudgetWindow.Key, BudgetLimit> found = new HashMap<>();
    handle
        .createQuery(
            """
            /* override.find */
            SELECT scope, scope_id, model, period, limit_nanos, hard, warn_at FROM budget_override
            WHERE (scope, scope_id) IN (VALUES ('platform', ''), ('class', ?), ('learner', ?))
            """)
        .bind(0, classCode)
        .bind(1, learnerId)
        .map(
            (row, context) -> {
              long nanos = row.getLong(5);
              Usd amount = row.wasNull() ? null : new Usd(nanos);
              return Map.entry(
                  new BudgetWindow.Key(
                      row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                  new BudgetLimit(amount, row.getInt(6) == 1, row.getDouble(7)));
            })
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  /** Takes all limits of one scope back; how many there were. */
  static int clear(Handle handle, String scope, String id) {
    return handle
        .createUpdate(
            """
            /* override.clear */
            DELETE FROM budget_override WHERE scope = :scope AND scope_id = :id
            """)
        .bind("scope", scope)
        .bind("id", id)
        .execute();
  }

  /** Sets a limit that is not set yet. */
  static void add(
      Handle handle, BudgetWindow.Key key, BudgetLimit limit, Instant now, String operator) {
    int unused =
        handle
            .createUpdate(
                """
                /* override.add */
                INSERT INTO budget_override
                  (scope, scope_id, model, period, limit_nanos, hard, warn_at, set_at, set_by)
                VALUES (:scope, :id, :model, :period, :limit, :hard, :warn, :now, :operator)
                """)
            .bind("scope", key.scope())
            .bind("id", key.id())
            .bind("model", key.model())
            .bind("period", key.period())
            .bind("limit", nanos(limit.amount()))
            .bind("hard", limit.hard() ? 1 : 0)
            .bind("warn", limit.warnAt())
            .bind("now", now.toEpochMilli())
            .bind("operator", operator)
            .execute();
  }

  /** Whether a class or a learner with this id is there; the platform always is. */
  static boolean isKnown(Handle handle, String scope, String id) {
    return switch (scope) {
      case "class" ->
          handle
              .createQuery("/* override.class */ SELECT 1 FROM class WHERE code = :id")
              .bind("id", id)
              .mapTo(Integer.class)
              .findOne()
              .isPresent();
      case "learner" ->
          handle
              .createQuery("/* override.learner */ SELECT 1 FROM learner WHERE id = :id")
              .bind("id", id)
              .mapTo(Integer.class)
              .findOne()
              .isPresent();
      default -> id.isEmpty();
    };
  }

  private static @Nullable Long nanos(@Nullable Usd amount) {
    return amount == null ? null : amount.nanos();
  }
}
