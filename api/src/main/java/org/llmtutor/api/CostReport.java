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
 * Reply of {@code GET /api/ops/costs}: what the ledger booked over a range of days.
 *
 * @param from first day, inclusive, in {@code zone}
 * @param to day after the last, exclusive
 * @param zone IANA name of the platform's zone, in which days are counted
 * @param by dimensions of the rows, in order; empty for a total alone
 * @param rows most expensive first (by day: oldest first)
 * @param total over all rows, including those cut by {@code top}
 * @param rowsOmitted how many rows {@code top} cut
 * @param generatedAt when the ledger was read
 */
public record CostReport(
    LocalDate from,
    LocalDate to,
    String zone,
    List<String> by,
    List<Row> rows,
    Row total,
    @JsonProperty("rows_omitted") int rowsOmitted,
    @JsonProperty("generated_at") Instant generatedAt) {

  /** Copies the lists. */
  public CostReport {
    by = List.copyOf(by);
    rows = List.copyOf(rows);
  }

  /**
   * One group of ledger rows.
   *
   * @param key the group's value by dimension, in the order of {@code by}; empty in the total. The
   *     empty string stands for "none", for example a learner without a class
   * @param calls settled provider attempts
   * @param tokens sums by class
   * @param costUsd exact sum of settled cost
   * @param estimatedUsd the part of {@code costUsd} whose usage was estimated, not told by a
   *     provider
   * @param unknownCalls attempts whose outcome is not known
   * @param unknownUsd most that those attempts may have cost; not part of {@code costUsd}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      Map<String, String> key,
      long calls,
      TokenCounts tokens,
      @JsonProperty("cost_usd") BigDecimal costUsd,
      @JsonProperty("estimated_usd") @Nullable BigDecimal estimatedUsd,
      @JsonProperty("unknown_calls") long unknownCalls,
      @JsonProperty("unknown_usd") BigDecimal unknownUsd) {}
}
