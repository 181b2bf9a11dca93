package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code POST /api/ops/prices/reprice}: what settled calls would cost with other prices.
 * Nothing in the ledger changes.
 *
 * @param from first day
 * @param to day after the last
 * @param zone IANA name of the zone in which days are counted
 * @param asOf only what the book knew then; absent for all it knows
 * @param by dimensions of the rows
 * @param rows one per group, the largest difference first
 * @param total all calls
 * @param generatedAt when it was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RepriceReport(
    LocalDate from,
    LocalDate to,
    String zone,
    @JsonProperty("as_of") @Nullable Instant asOf,
    List<String> by,
    List<Row> rows,
    Row total,
    @JsonProperty("generated_at") Instant generatedAt) {

  /** Copies the lists. */
  public RepriceReport {
    by = List.copyOf(by);
    rows = List.copyOf(rows);
  }

  /**
   * One group of calls.
   *
   * @param key the group's value by dimension
   * @param calls settled calls
   * @param bookedUsd what the ledger says
   * @param repricedUsd what they would cost; calls without a price there count as booked
   * @param differenceUsd {@code repricedUsd} less {@code bookedUsd}
   * @param unpricedCalls calls for which there would be no price
   */
  public record Row(
      Map<String, String> key,
      long calls,
      @JsonProperty("booked_usd") BigDecimal bookedUsd,
      @JsonProperty("repriced_usd") BigDecimal repricedUsd,
      @JsonProperty("difference_usd") BigDecimal differenceUsd,
      @JsonProperty("unpriced_calls") long unpricedCalls) {}
}
