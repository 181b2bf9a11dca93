package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /api/ops/prices/reprice}.
 *
 * @param from first day in the platform's zone; null for today
 * @param to day after the last; null for tomorrow
 * @param since so many days up to the last, instead of {@code from}; null for none
 * @param by dimensions of a cost report, separated by commas; null for the total alone
 * @param asOf only what the book knew then; null for all it knows
 * @param book text of a price file to use as if {@code cost.priceFile} named it; null for the book
 *     in use
 */
public record RepriceRequest(
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable Integer since,
    @Nullable String by,
    @JsonProperty("as_of") @Nullable Instant asOf,
    @Nullable String book) {}
