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
 * @param rows most expensive first (by day, week or month: oldest first)
 * @param total over all rows, including those cut by {@code top}
 * @param rowsOmitted how many rows {@code top} cut
 * @param compare the days that rows are compared with, when asked for
 * @param unit what {@link Unit} counts: {@code exercise}, {@code learner} or {@code hint}; absent
 *     when not asked for
 * @param generatedAt when the ledger was read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CostReport(
    LocalDate from,
    LocalDate to,
    String zone,
    List<String> by,
    List<Row> rows,
    Row total,
    @JsonProperty("rows_omitted") int rowsOmitted,
    @Nullable Range compare,
    @Nullable String unit,
    @JsonProperty("generated_at") Instant generatedAt) {

  /** Copies the lists. */
  public CostReport {
    by = List.copyOf(by);
    rows = List.copyOf(rows);
  }

  /** Days from one, inclusive, to another, exclusive. */
  public record Range(LocalDate from, LocalDate to) {}

  /**
   * One group of ledger rows.
   *
   * @param key the group's value by dimension, in the order of {@code by}; empty in the total. The
   *     empty string stands for "none", for example a learner without a class
   * @param name display name of the row's learner, when names were asked for
   * @param folded how many groups this row stands for, when they were too small to be shown
   * @param calls settled provider attempts
   * @param tokens sums by class
   * @param costUsd exact sum of settled cost
   * @param estimatedUsd the part of {@code costUsd} whose usage was estimated, not told by a
   *     provider
   * @param unknownCalls attempts whose outcome is not known
   * @param unknownUsd most that those attempts may have cost; not part of {@code costUsd}
   * @param completeness what the amounts rest on
   * @param previous the same group in the days it is compared with
   * @param unit cost of one unit
   * @param trend the days up to the report's last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      Map<String, String> key,
      @Nullable String name,
      @Nullable Integer folded,
      long calls,
      TokenCounts tokens,
      @JsonProperty("cost_usd") BigDecimal costUsd,
      @JsonProperty("estimated_usd") @Nullable BigDecimal estimatedUsd,
      @JsonProperty("unknown_calls") long unknownCalls,
      @JsonProperty("unknown_usd") BigDecimal unknownUsd,
      @Nullable Completeness completeness,
      @Nullable Previous previous,
      @Nullable Unit unit,
      @Nullable Trend trend) {}

  /**
   * What amounts rest on. The first three are disjoint parts of a row's calls and cost.
   *
   * @param provider the provider told the amount
   * @param computed the provider told the tokens, the price book the rest
   * @param estimated nobody told the tokens
   * @param unknown attempts without an outcome, and the most that they may have cost
   */
  public record Completeness(Part provider, Part computed, Part estimated, Part unknown) {}

  /** Calls and what they cost. */
  public record Part(long calls, BigDecimal usd) {}

  /**
   * The same group in other days.
   *
   * @param calls settled provider attempts then
   * @param costUsd settled cost then
   * @param changeUsd cost now less cost then
   * @param changeRatio {@code changeUsd} as a part of {@code costUsd}, to four digits; absent when
   *     that was zero
   * @param status {@code new} without a call then, {@code gone} without one now; otherwise absent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Previous(
      long calls,
      @JsonProperty("cost_usd") BigDecimal costUsd,
      @JsonProperty("change_usd") BigDecimal changeUsd,
      @JsonProperty("change_ratio") @Nullable BigDecimal changeRatio,
      @Nullable String status) {}

  /**
   * What one unit cost.
   *
   * @param count solved exercises, active learners or hints; absent when a folded row cannot tell
   * @param usdPer settled cost by {@code count}, to nine digits; absent when there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Unit(@Nullable Long count, @JsonProperty("usd_per") @Nullable BigDecimal usdPer) {}

  /**
   * Settled cost by day.
   *
   * @param from first of the days
   * @param usd one amount a day, zero on days without a call
   * @param anomaly set when the last day is unusually expensive
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Trend(LocalDate from, List<BigDecimal> usd, @Nullable Anomaly anomaly) {

    /** Copies the list. */
    public Trend {
      usd = List.copyOf(usd);
    }
  }

  /**
   * A day that cost more than the days before it explain.
   *
   * @param day the day
   * @param usd what it cost
   * @param usualUsd median of the same weekday before
   * @param boundUsd what it could have cost without being told of
   */
  public record Anomaly(
      LocalDate day,
      BigDecimal usd,
      @JsonProperty("usual_usd") BigDecimal usualUsd,
      @JsonProperty("bound_usd") BigDecimal boundUsd) {}
}
