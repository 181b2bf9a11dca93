package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The tightest budget window that a learner's next call would fall in.
 *
 * @param scope {@code platform}, {@code class} or {@code learner}
 * @param period {@code daily} or {@code monthly}
 * @param limitUsd the window's limit
 * @param remainingUsd limit less spent less held, never negative
 * @param resetsAt when the next window begins
 */
public record BudgetState(
    String scope,
    String period,
    @JsonProperty("limit_usd") BigDecimal limitUsd,
    @JsonProperty("remaining_usd") BigDecimal remainingUsd,
    @JsonProperty("resets_at") Instant resetsAt) {}
