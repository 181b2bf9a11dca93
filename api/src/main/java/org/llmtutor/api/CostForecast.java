package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /api/ops/costs/forecast}: what the current month will have cost at its end.
 *
 * @param month first day of the month
 * @param today the day it is, in {@code zone}
 * @param zone IANA name of the platform's zone
 * @param historyDays whole days before today that the forecast rests on
 * @param neededDays how many it needs
 * @param spentUsd settled so far in this month
 * @param unknownUsd most that calls of this month without an outcome may have cost on top; not part
 *     of the forecast
 * @param expectedUsd the whole month; absent, as the interval, when the history is too short
 * @param lowUsd lower end of an interval that holds the outcome four times out of five
 * @param highUsd its upper end
 * @param limitUsd the platform's monthly limit, when there is one
 * @param reachesLimitOn the day on which the expected sum reaches the limit, when it does; today
 *     when it has
 * @param earliestLimitOn the same for the upper end of the interval
 * @param generatedAt when the ledger was read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CostForecast(
    LocalDate month,
    LocalDate today,
    String zone,
    @JsonProperty("history_days") int historyDays,
    @JsonProperty("needed_days") int neededDays,
    @JsonProperty("spent_usd") BigDecimal spentUsd,
    @JsonProperty("unknown_usd") BigDecimal unknownUsd,
    @JsonProperty("expected_usd") @Nullable BigDecimal expectedUsd,
    @JsonProperty("low_usd") @Nullable BigDecimal lowUsd,
    @JsonProperty("high_usd") @Nullable BigDecimal highUsd,
    @JsonProperty("limit_usd") @Nullable BigDecimal limitUsd,
    @JsonProperty("reaches_limit_on") @Nullable LocalDate reachesLimitOn,
    @JsonProperty("earliest_limit_on") @Nullable LocalDate earliestLimitOn,
    @JsonProperty("generated_at") Instant generatedAt) {}
