package org.llmtutor.service.cost;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Statements on who was told that which window is nearly used up. Stateless. */
final class BudgetNoticeDao {

  private BudgetNoticeDao() {}

  /** Notes that a learner is told of a window; false when it was told before. */
  static boolean tell(Handle handle, String learnerId, BudgetWindow window, Instant now) {
    return insert(handle, learnerId, window, now, 0);
  }

  /**
   * Takes one of a learner's exchanges of grace in a window. A learner who was warned in time has
   * none.
   */
  static boolean takeGrace(
      Handle handle, String learnerId, BudgetWindow window, int most, Instant now) {
    if (insert(handle, learnerId, window, now, 1)) {
      return true;
    }
    BudgetWindow.Key key = window.key();
    return handle
            .createUpdate(
                """
                /* notice.grace */
                UPDATE budget_notice SET graces = graces + 1
                WHERE learner_id = :learner AND scope = :scope AND scope_id = :id
                  AND period = :period AND window_start = :start AND model = :model
                  AND graces > 0 AND graces < :most
                """)
            .bind("learner", learnerId)
            .bind("scope", key.scope())
            .bind("id", key.id())
            .bind("period", key.period())
            .bind("start", window.start().toString())
            .bind("model", key.model())
            .bind("most", most)
            .execute()
        == 1;
  }

  private static boolean insert(
      Handle handle, String learnerId, BudgetWindow window, Instant now, int graces) {
    BudgetWindow.Key key = window.key();
    return handle
            .createUpdate(
                """
                /* notice.tell */
                INSERT INTO budget_notice
                  (learner_id, scope, scope_id, period, window_start, model, told_at, graces)
                VALUES (:learner, :scope, :id, :period, :start, :model, :now, :graces)
                ON CONFLICT (learner_id, scope, scope_id, period, window_start, model) DO NOTHING
                """)
            .bind("learner", learnerId)
            .bind("scope", key.scope())
            .bind("id", key.id())
            .bind("period", key.period())
            .bind("start", window.start().toString())
            .bind("model", key.model())
            .bind("now", now.toEpochMilli())
            .bind("graces", graces)
            .execute()
        == 1;
  }
}
