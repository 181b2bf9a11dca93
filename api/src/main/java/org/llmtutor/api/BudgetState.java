package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tightest budget window that a learner's next call would fall in.
 *
 * @param scope {@code platform}, {@code class} or {@code learner}
 * @param period {@code daily} or {@code monthly}
 * @param limitUsd the window's limit
 * @param remainingUsd limit less spent less held, never negative
 * @param resetsAt when the next window begins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BudgetState(
    String scope,
    String period,
    @JsonProperty("limit_usd") @Nullable BigDecimal limitUsd,
    @JsonProperty("remaining_usd") @Nullable BigDecimal remainingUsd,
    @JsonProperty("resets_at") @Nullable Instant resetsAt) {}
