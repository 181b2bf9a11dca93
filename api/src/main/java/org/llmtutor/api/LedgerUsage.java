package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Reply of {@code GET /api/ops/ledger/usage}: what was booked on one provider by stretches of UTC,
 * in which providers count.
 *
 * @param provider the provider's name in the ledger
 * @param from inclusive
 * @param to exclusive
 * @param rows by time and model
 */
public record LedgerUsage(String provider, Instant from, Instant to, List<Row> rows) {

  /** Copies the list. */
  public LedgerUsage {
    rows = List.copyOf(rows);
  }

  /**
   * Calls of one model that began in one stretch.
   *
   * @param at its beginning
   * @param model what was asked for
   * @param calls settled calls
   * @param tokens their tokens by class
   * @param costUsd their exact cost
   * @param estimatedCalls those of them whose tokens were estimated
   * @param unknownCalls calls whose outcome is not known, those under way included
   * @param unknownUsd the most that those may have cost
   * @param releasedCalls calls that the provider refused or never got
   */
  public record Row(
      Instant at,
      String model,
      long calls,
      TokenCounts tokens,
      @JsonProperty("cost_usd") BigDecimal costUsd,
      @JsonProperty("estimated_calls") long estimatedCalls,
      @JsonProperty("unknown_calls") long unknownCalls,
      @JsonProperty("unknown_usd") BigDecimal unknownUsd,
      @JsonProperty("released_calls") long releasedCalls) {}
}
