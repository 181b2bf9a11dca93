package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /api/ops/prices}. As a file it is a price book again.
 *
 * @param at the time for which prices were asked
 * @param asOf with what the book knew then; absent for all it knows
 * @param prices entries in the shape of the price file, every factor resolved; each also has its
 *     {@code id}, as ledger rows name it, and its {@code origin}: {@code own} or {@code packaged}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PriceList(
    Instant at, @JsonProperty("as_of") @Nullable Instant asOf, List<Map<String, Object>> prices) {

  /** Copies the list. */
  public PriceList {
    prices = List.copyOf(prices);
  }
}
