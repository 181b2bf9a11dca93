package org.llmtutor.service.cost;

import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.llmtutor.service.account.LearnerRecords;

/**
 * What the ledger and budgets keep of a learner. Rows stay with their amounts, under the same id,
 * so that sums, windows and reports agree with them; what leads from them to texts, requests and
 * clients goes. Stateless.
 */
public final class CostRecords implements LearnerRecords {

  @Override
  public Map<String, Long> count(Handle handle, String learnerId) {
    return handle
        .createQuery(
            """
            /* cost.count_of_learner */
            SELECT
              (SELECT COUNT(*) FROM budget_notice WHERE learner_id = :id) AS notices,
              (SELECT COUNT(*) FROM budget_override
               WHERE scope = 'learner' AND scope_id = :id) AS limits
            """)
        .bind("id", learnerId)
        .map(
            (row, context) ->
                Map.of(
                    "budget_notices", row.getLong("notices"),
                    "budget_limits", row.getLong("limits")))
        .one();
  }

  @Override
  public void erase(Handle handle, String learnerId) {
    handle
        .createUpdate(
            """
            /* cost.erase_links */
            UPDATE llm_call SET idempotency_key = NULL, conversation_id = '', request_id = ''
            WHERE learner_id = :id
              AND (idempotency_key IS NOT NULL OR conversation_id <> '' OR request_id <> '')
            """)
        .bind("id", learnerId)
        .execute();
    handle
        .createUpdate("/* cost.erase_notices */ DELETE FROM budget_notice WHERE learner_id = :id")
        .bind("id", learnerId)
        .execute();
    BudgetOverrideDao.clear(handle, "learner", learnerId);
  }
}
