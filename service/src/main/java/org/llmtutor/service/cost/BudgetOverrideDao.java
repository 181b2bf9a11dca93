package org.llmtutor.service.cost;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Statements on the limits that operators have set. Stateless. */
final class BudgetOverrideDao {

  private BudgetOverrideDao() {}

  private static final SqlRows FIND =
      new SqlRows(
          "(?, ?)",
          """
          /* override.find */
          SELECT scope, scope_id, model, period, limit_nanos, hard, warn_at FROM budget_override
          WHERE (scope, scope_id) IN (VALUES %s)
          """);

  private record Owner(String scope, String id) {}

  /** The limits set for the platform, a class and a learner. */
  static Map<BudgetWindow.Key, BudgetLimit> find(
      Handle handle, String classCode, String learnerId) {
    return find(handle, Set.of(classCode), Set.of(learnerId));
  }

  /** The limits set for the platform, some classes and some learners. */
  static Map<BudgetWindow.Key, BudgetLimit> find(
      Handle handle, Set<String> classCodes, Set<String> learnerIds) {
    List<Owner> owners = new ArrayList<>();
    owners.add(new Owner("platform", ""));
    classCodes.forEach(code -> owners.add(new Owner("class", code)));
    learnerIds.forEach(id -> owners.add(new Owner("learner", id)));
    Map<BudgetWindow.Key, BudgetLimit> found = new HashMap<>();
    SqlRows.parts(owners).forEach(part -> find(handle, part, found));
    return found;
  }

  private static void find(
      Handle handle, List<Owner> owners, Map<BudgetWindow.Key, BudgetLimit> found) {
    Query query = handle.createQuery(FIND.of(owners.size()));
    int next = 0;
    for (Owner owner : owners) {
      query.bind(next++, owner.scope()).bind(next++, owner.id());
    }
    query
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
