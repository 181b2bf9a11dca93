package org.llmtutor.service.cost;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of days in which one scope may spend up to a limit.
 *
 * @param scope {@code platform}, {@code class} or {@code learner}
 * @param scopeId class code or learner id; empty for the platform
 * @param period {@code daily} or {@code monthly}
 * @param start first day
 * @param limit null for no limit
 * @param resetsAt when the next window begins
 */
record BudgetWindow(
    String scope,
    String scopeId,
    String period,
    LocalDate start,
    @Nullable Usd limit,
    Instant resetsAt) {}
