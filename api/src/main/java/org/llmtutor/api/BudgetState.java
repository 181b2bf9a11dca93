package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget window that a learner's next call would fall in.
 *
 * @param scope {@code platform}, {@code class} or {@code learner}
 * @param model the one model whose calls it is for; absent for all
 * @param period {@code daily} or {@code monthly}
 * @param mode {@code hard}: a call that does not fit is refused; {@code soft}: it is only told
 * @param limitUsd the window's limit
 * @param remainingUsd limit less spent less held, never negative
 * @param warning nearly used up: the share to warn at is spent, or a call like the last may not fit
 * @param resetsAt when the next window begins
 * @param notice the warning as a sentence, told once to each learner in each window; else absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BudgetState(
    String scope,
    @Nullable String model,
    String period,
    String mode,
    @JsonProperty("limit_usd") BigDecimal limitUsd,
    @JsonProperty("remaining_usd") BigDecimal remainingUsd,
    boolean warning,
    @JsonProperty("resets_at") Instant resetsAt,
    @Nullable String notice) {

  /** The same with a warning. */
  public BudgetState warned() {
    return new BudgetState(
        scope, model, period, mode, limitUsd, remainingUsd, true, resetsAt, notice);
  }

  /** The same with the warning as a sentence. */
  public BudgetState withNotice(String sentence) {
    return new BudgetState(
        scope, model, period, mode, limitUsd, remainingUsd, warning, resetsAt, sentence);
  }
}
