package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.llmtutor.api.CostReport;

/**
 * What one day cost, for people. Immutable.
 *
 * @param day the day, in the platform's zone
 * @param total everything of that day
 * @param dayBefore everything of the day before
 * @param weekBefore everything of the same day a week before
 * @param models by provider and by what it was asked for, the dearest first
 * @param learners the dearest learners by pseudonym, the dearest first
 * @param budgets spent share of the fullest budget window by scope, without scopes that have no
 *     limit
 */
public record DailyCost(
    LocalDate day,
    CostReport.Row total,
    CostReport.Row dayBefore,
    CostReport.Row weekBefore,
    List<CostReport.Row> models,
    List<LearnerCost> learners,
    Map<String, Double> budgets) {

  /** Copies the collections. */
  public DailyCost {
    models = List.copyOf(models);
    learners = List.copyOf(learners);
    budgets = Map.copyOf(budgets);
  }

  /** What one learner cost. */
  public record LearnerCost(String pseudonym, long calls, Usd cost) {}
}
