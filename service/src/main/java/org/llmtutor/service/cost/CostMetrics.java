package org.llmtutor.service.cost;

import org.jspecify.annotations.Nullable;
import org.llmtutor.service.llm.TokenUsage;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledGauge;
import org.llmtutor.service.telemetry.Metrics;

/**
 * Cost and tokens as Prometheus sees them: an approximation of the ledger. Safe for concurrent use.
 */
final class CostMetrics {

  private static final String EVERYONE = "all";

  private final boolean userLabels;
  private final LabeledCounter cost;
  private final LabeledCounter tokens;
  private final LabeledGauge spentRatio;
  private final LabeledGauge held;
  private final LabeledGauge unknown;

  CostMetrics(Metrics metrics, boolean userLabels) {
    this.userLabels = userLabels;
    this.cost =
        metrics.counter(
            "llm_cost_usd_total",
            "Settled cost of LLM calls in US dollars.",
            "user_id",
            "provider",
            "model");
    this.tokens =
        metrics.counter(
            "llm_tokens_used_total",
            "Tokens of settled LLM calls.",
            "user_id",
            "provider",
            "model",
            "type");
    this.spentRatio =
        metrics.gauge(
            "llm_budget_spent_ratio",
            "Spent share of the fullest current budget window of a scope.",
            "scope");
    this.held =
        metrics.gauge(
            "llm_budget_held_usd", "US dollars held for calls that have not ended.", "scope");
    this.unknown =
        metrics.gauge(
            "llm_ledger_unknown_usd",
            "Most that calls with an unknown outcome may have cost, in US dollars.",
            "scope");
  }

  void settled(Hold hold, Settlement settlement) {
    String user = userLabels ? hold.context().pseudonym() : EVERYONE;
    cost.add(settlement.cost().toDouble(), user, hold.provider(), hold.model());
    TokenUsage usage = settlement.usage();
    count(usage.input(), user, hold, "input");
    count(usage.cachedInput(), user, hold, "cached_input");
    count(usage.cacheWrite(), user, hold, "cache_write");
    count(usage.output(), user, hold, "output");
    count(usage.reasoning(), user, hold, "reasoning");
  }

  private void count(@Nullable Long count, String user, Hold hold, String type) {
    if (count != null) {
      tokens.add(count, user, hold.provider(), hold.model(), type);
    }
  }

  void exposure(String scope, double ratio, Usd heldNow, Usd unknownNow) {
    spentRatio.set(ratio, scope);
    held.set(heldNow.toDouble(), scope);
    unknown.set(unknownNow.toDouble(), scope);
  }
}
