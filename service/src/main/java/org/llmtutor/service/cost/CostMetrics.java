package org.llmtutor.service.cost;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.database.LateWrites;
import org.llmtutor.service.llm.TokenUsage;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledGauge;
import org.llmtutor.service.telemetry.Metrics;

/**
 * Cost and tokens as Prometheus sees them: an approximation of the ledger. Safe for concurrent use.
 */
final class CostMetrics {

  private static final String EVERYONE = "all";
  private static final String OTHERS = "other";

  private final boolean userLabels;
  private final LabeledCounter cost;
  private final LabeledCounter tokens;
  private final LabeledCounter estimates;
  private final LabeledGauge spentRatio;
  private final LabeledGauge softRatio;
  private final LabeledCounter warnings;
  private final LabeledCounter degradations;
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
    this.estimates =
        metrics.counter(
            "llm_usage_estimates_total",
            "Attempts booked by an estimate, because the provider did not tell or disputed itself.",
            "provider",
            "model",
            "reason");
    this.spentRatio =
        metrics.gauge(
            "llm_budget_spent_ratio",
            "Spent share of the fullest current budget window of a scope that has a hard limit.",
            "scope");
    this.softRatio =
        metrics.gauge(
            "llm_budget_soft_spent_ratio",
            "Spent share of the fullest current budget window of a scope that has a soft limit.",
            "scope");
    this.warnings =
        metrics.counter(
            "llm_budget_warnings_total",
            "Budget windows that have become nearly spent.",
            "scope",
            "mode");
    this.degradations =
        metrics.counter(
            "llm_budget_degradations_total",
            "Replies made cheaper than asked because of a budget, by what was done.",
            "step",
            "reason");
    for (String scope : BudgetPolicy.SCOPES) {
      List.of("hard", "soft").forEach(mode -> warnings.add(0, scope, mode));
    }
    for (DegradeStep.Action step : DegradeStep.Action.values()) {
      Degradation.REASONS.forEach(reason -> degradations.add(0, step.label(), reason));
    }
    this.held =
        metrics.gauge(
            "llm_budget_held_usd", "US dollars held for calls that have not ended.", "scope");
    this.unknown =
        metrics.gauge(
            "llm_ledger_unknown_usd",
            "Most that calls with an unknown outcome may have cost, in US dollars.",
            "scope");
  }

  /** Shows a model's series from zero on, before anybody uses it. */
  void show(String provider, String model) {
    String user = userLabels ? OTHERS : EVERYONE;
    cost.add(0, user, provider, model);
    List.of("input", "output").forEach(type -> tokens.add(0, user, provider, model, type));
    List.of("not_told", "disputed", "unknown_tier")
        .forEach(reason -> estimates.add(0, provider, model, reason));
  }

  /** Shows what the ledger refused, what waits for the database, and what will never be booked. */
  static void showLedger(Metrics metrics, Ledger ledger, LateWrites late) {
    metrics.counter(
        "llm_budget_refusals_total",
        "Calls that were not made because a budget had too little left.",
        List.of("scope"),
        ledger::refusals);
    metrics.counter(
        "llm_ledger_overruns_total",
        "Calls that cost more than was held for them.",
        List.of(),
        () -> Map.of(List.of(), ledger.overruns()));
    metrics.gauge(
        "llm_ledger_late_writes",
        "Bookings of paid calls that wait in memory for the database.",
        late::waiting);
    metrics.counter(
        "llm_ledger_lost_writes_total",
        "Bookings of paid calls that will never be made.",
        List.of(),
        () -> Map.of(List.of(), (double) late.lost()));
  }

  void settled(Hold hold, Settlement settlement) {
    String user = userLabels ? hold.context().pseudonym() : EVERYONE;
    cost.add(settlement.cost().toDouble(), user, hold.provider(), hold.model());
    TokenUsage usage = settlement.usage();
    count(usage.input(), user, hold, "input");
    count(usage.cachedInput(), user, hold, "cached_input");
    count(usage.cacheWrite(), user, hold, "cache_write");
    count(usage.cacheWriteLong(), user, hold, "cache_write_long");
    count(usage.output(), user, hold, "output");
    count(usage.reasoning(), user, hold, "reasoning");
  }

  /** An attempt is booked by an estimate. */
  void estimated(Hold hold, String reason) {
    estimates.inc(hold.provider(), hold.model(), reason);
  }

  private void count(@Nullable Long count, String user, Hold hold, String type) {
    if (count != null) {
      tokens.add(count, user, hold.provider(), hold.model(), type);
    }
  }

  /** A budget window has become nearly spent. */
  void warned(String scope, String mode) {
    warnings.add(1, scope, mode);
  }

  /** A step made a reply cheaper. */
  void degraded(String step, String reason) {
    degradations.add(1, step, reason);
  }

  void spent(ExposureDao.Ratios ratios) {
    Double hard = ratios.hard();
    Double soft = ratios.soft();
    spentRatio.set(hard == null ? 0 : hard, ratios.scope());
    softRatio.set(soft == null ? 0 : soft, ratios.scope());
  }

  void exposure(String scope, Usd heldNow, Usd unknownNow) {
    held.set(heldNow.toDouble(), scope);
    unknown.set(unknownNow.toDouble(), scope);
  }
}
