package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * Reply of {@code GET /api/usage/me}: the asking learner's own use.
 *
 * @param zone IANA name of the zone in which days are counted
 * @param days newest first, seven days at most, days without use left out
 * @param limits the learner's budgets with what remains of them
 */
public record UsageReport(String zone, List<Day> days, List<BudgetState> limits) {

  /** Copies the lists. */
  public UsageReport {
    days = List.copyOf(days);
    limits = List.copyOf(limits);
  }

  /**
   * One day of use.
   *
   * @param day the day
   * @param requests settled calls
   * @param tokens sums by class
   * @param costUsd exact sum
   */
  public record Day(
      LocalDate day,
      long requests,
      TokenCounts tokens,
      @JsonProperty("cost_usd") BigDecimal costUsd) {}
}
