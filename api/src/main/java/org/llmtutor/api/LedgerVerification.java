package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /api/ops/ledger/verify}: whether the books agree with each other.
 *
 * @param from first day, inclusive, in {@code zone}
 * @param to day after the last, exclusive
 * @param zone IANA name of the platform's zone
 * @param rows ledger rows that were read
 * @param checks what was compared
 * @param exposure what the whole ledger leaves open, whatever its day
 * @param generatedAt when the ledger was read
 */
public record LedgerVerification(
    LocalDate from,
    LocalDate to,
    String zone,
    long rows,
    List<Check> checks,
    Exposure exposure,
    @JsonProperty("generated_at") Instant generatedAt) {

  /** Copies the list. */
  public LedgerVerification {
    checks = List.copyOf(checks);
  }

  /**
   * One comparison.
   *
   * @param id stable name, such as {@code ledger/rollups}
   * @param compares what is compared, in a few words
   * @param status ok, warning, problem or skipped
   * @param compared how many things were compared
   * @param problems how many of them are wrong
   * @param warnings how many are odd but not wrong
   * @param differenceUsd dollars between the two sides, each difference taken as positive
   * @param findings the first problems and warnings
   * @param note what was left out and why, if something was
   * @param remedy what to do about problems
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Check(
      String id,
      String compares,
      String status,
      long compared,
      long problems,
      long warnings,
      @JsonProperty("difference_usd") BigDecimal differenceUsd,
      List<Finding> findings,
      @Nullable String note,
      String remedy) {

    /** Copies the list. */
    public Check {
      findings = List.copyOf(findings);
    }
  }

  /**
   * One thing that is wrong or odd.
   *
   * @param severity problem or warning
   * @param subject the row, rollup or window
   * @param problem what is wrong with it
   * @param differenceUsd how many dollars are between the two sides, when it is about dollars
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Finding(
      String severity,
      String subject,
      String problem,
      @JsonProperty("difference_usd") @Nullable BigDecimal differenceUsd) {}

  /**
   * Calls whose cost is not known yet, or never will be.
   *
   * @param heldCalls calls under way
   * @param heldUsd set aside for them
   * @param unknownCalls calls whose outcome is not known
   * @param unknownUsd the most that those may have cost
   * @param oldestUnknown when the oldest of those began
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Exposure(
      @JsonProperty("held_calls") long heldCalls,
      @JsonProperty("held_usd") BigDecimal heldUsd,
      @JsonProperty("unknown_calls") long unknownCalls,
      @JsonProperty("unknown_usd") BigDecimal unknownUsd,
      @JsonProperty("oldest_unknown") @Nullable Instant oldestUnknown) {}
}
