package org.llmtutor.service.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code cost}.
 *
 * @param priceFile entries that go before the packaged prices; empty for none
 * @param budgets limits by scope
 * @param leaseMargin a hold outlives its attempt's deadline by this much, then its cost is unknown
 * @param sweepInterval how often expired holds are looked for and gauges are refreshed
 * @param userLabels whether cost metrics carry a pseudonym per learner, or {@code all}
 * @param maxReportDays days that one report may cover
 * @param maxReportRows rows that one report may have
 * @param maxLateWrites bookings that are kept in memory at most while the database is away
 */
public record CostConfig(
    String priceFile,
    Budgets budgets,
    Duration leaseMargin,
    Duration sweepInterval,
    boolean userLabels,
    int maxReportDays,
    int maxReportRows,
    int maxLateWrites) {

  /** Checks the bounds. */
  public CostConfig {
    if (maxReportDays < 1 || maxReportRows < 1 || maxLateWrites < 1) {
      throw new IllegalArgumentException("cost: every limit must be a positive number");
    }
    if (sweepInterval.toMilliseconds() < 1 || leaseMargin.toMilliseconds() < 0) {
      throw new IllegalArgumentException(
          "cost: sweepInterval must be longer than zero and leaseMargin not negative");
    }
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static CostConfig of(
      @JsonProperty("priceFile") @Nullable String priceFile,
      @JsonProperty("budgets") @Nullable Budgets budgets,
      @JsonProperty("leaseMargin") @Nullable Duration leaseMargin,
      @JsonProperty("sweepInterval") @Nullable Duration sweepInterval,
      @JsonProperty("userLabels") @Nullable Boolean userLabels,
      @JsonProperty("maxReportDays") @Nullable Integer maxReportDays,
      @JsonProperty("maxReportRows") @Nullable Integer maxReportRows,
      @JsonProperty("maxLateWrites") @Nullable Integer maxLateWrites) {
    return new CostConfig(
        priceFile == null ? "" : priceFile,
        budgets == null ? Budgets.of(null, null, null) : budgets,
        leaseMargin == null ? Duration.seconds(30) : leaseMargin,
        sweepInterval == null ? Duration.seconds(5) : sweepInterval,
        userLabels == null || userLabels,
        maxReportDays == null ? 1_100 : maxReportDays,
        maxReportRows == null ? 10_000 : maxReportRows,
        maxLateWrites == null ? 10_000 : maxLateWrites);
  }

  /** The defaults with other budgets. */
  public static CostConfig with(Budgets budgets) {
    return of(null, budgets, null, null, null, null, null, null);
  }

  /**
   * Hard limits in US dollars by scope; a scope without limits is only counted.
   *
   * @param platform all learners together
   * @param schoolClass each class
   * @param learner each learner
   */
  public record Budgets(Limits platform, Limits schoolClass, Limits learner) {

    /** Fills in what the file leaves out. */
    @JsonCreator
    public static Budgets of(
        @JsonProperty("platform") @Nullable Limits platform,
        @JsonProperty("class") @Nullable Limits schoolClass,
        @JsonProperty("learner") @Nullable Limits learner) {
      return new Budgets(
          platform == null ? Limits.NONE : platform,
          schoolClass == null ? Limits.NONE : schoolClass,
          learner == null ? Limits.NONE : learner);
    }
  }

  /**
   * Limits of one scope.
   *
   * @param daily per day of the platform's zone; null for none
   * @param monthly per month of the platform's zone; null for none
   */
  public record Limits(@Nullable Usd daily, @Nullable Usd monthly) {

    static final Limits NONE = new Limits(null, null);

    /** From decimal dollars. */
    @JsonCreator
    public static Limits of(
        @JsonProperty("daily") @Nullable BigDecimal daily,
        @JsonProperty("monthly") @Nullable BigDecimal monthly) {
      return new Limits(limit("daily", daily), limit("monthly", monthly));
    }

    private static @Nullable Usd limit(String name, @Nullable BigDecimal dollars) {
      if (dollars == null) {
        return null;
      }
      if (dollars.signum() < 0) {
        throw new IllegalArgumentException(
            "cost.budgets: %s %s is negative; leave it out for no limit"
                .formatted(name, dollars.toPlainString()));
      }
      return Usd.of(dollars);
    }
  }
}
