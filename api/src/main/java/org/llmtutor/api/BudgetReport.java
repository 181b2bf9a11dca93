package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /api/ops/budgets}: what the current budget windows hold.
 *
 * @param windows the platform's windows, then those of classes and learners, the fullest first
 * @param generatedAt when the ledger was read
 */
public record BudgetReport(
    List<Window> windows, @JsonProperty("generated_at") Instant generatedAt) {

  /** Copies the list. */
  public BudgetReport {
    windows = List.copyOf(windows);
  }

  /**
   * One stretch of days in which one scope may spend up to a limit.
   *
   * @param scope {@code platform}, {@code class} or {@code learner}
   * @param id class code or learner id; empty for the platform
   * @param model the one model whose calls it is for; absent for all
   * @param period {@code daily} or {@code monthly}
   * @param mode {@code hard} refuses, {@code soft} only warns
   * @param start first day, in the platform's zone
   * @param limitUsd absent when the scope is only counted
   * @param spentUsd settled cost
   * @param heldUsd set aside for calls that have not ended
   * @param warnAt spent share from which people are warned
   * @param warning whether that is reached
   * @param overridden whether an operator has set the limit, instead of the configuration
   * @param resetsAt when the next window begins
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Window(
      String scope,
      String id,
      @Nullable String model,
      String period,
      String mode,
      LocalDate start,
      @JsonProperty("limit_usd") @Nullable BigDecimal limitUsd,
      @JsonProperty("spent_usd") BigDecimal spentUsd,
      @JsonProperty("held_usd") BigDecimal heldUsd,
      @JsonProperty("warn_at") double warnAt,
      boolean warning,
      boolean overridden,
      @JsonProperty("resets_at") Instant resetsAt) {}
}
