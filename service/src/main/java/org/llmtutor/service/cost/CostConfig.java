package org.llmtutor.service.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code cost}.
 *
 * @param priceFile entries that go before the packaged prices; empty for none
 * @param budgets limits by scope
 * @param degrade how calls are made cheaper before they are refused, in this order
 * @param grace help for learners who would be refused without having been warned
 * @param leaseMargin a hold outlives its attempt's deadline by this much, then its cost is unknown
 * @param sweepInterval how often expired holds are looked for and gauges are refreshed
 * @param userLabels whether cost metrics carry a pseudonym per learner, or {@code all}
 * @param maxReportDays days that one report may cover
 * @param maxReportRows rows that one report may have
 * @param maxLateWrites bookings that are kept in memory at most while the database is away
 * @param reprice bounds of pricing past calls again
 */
public record CostConfig(
    String priceFile,
    Budgets budgets,
    List<DegradeStep> degrade,
    Grace grace,
    Duration leaseMargin,
    Duration sweepInterval,
    boolean userLabels,
    int maxReportDays,
    int maxReportRows,
    int maxLateWrites,
    Reprice reprice) {

  /** Checks the bounds and the order of the steps. */
  public CostConfig {
    degrade = DegradeStep.inOrder(degrade);
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
      @JsonProperty("degrade") @Nullable List<DegradeStep> degrade,
      @JsonProperty("grace") @Nullable Grace grace,
      @JsonProperty("leaseMargin") @Nullable Duration leaseMargin,
      @JsonProperty("sweepInterval") @Nullable Duration sweepInterval,
      @JsonProperty("userLabels") @Nullable Boolean userLabels,
      @JsonProperty("maxReportDays") @Nullable Integer maxReportDays,
      @JsonProperty("maxReportRows") @Nullable Integer maxReportRows,
      @JsonProperty("maxLateWrites") @Nullable Integer maxLateWrites,
      @JsonProperty("reprice") @Nullable Reprice reprice) {
    return new CostConfig(
        priceFile == null ? "" : priceFile,
        budgets == null ? Budgets.of(null, null, null) : budgets,
        degrade == null ? List.of() : degrade,
        grace == null ? Grace.DEFAULT : grace,
        leaseMargin == null ? Duration.seconds(30) : leaseMargin,
        sweepInterval == null ? Duration.seconds(5) : sweepInterval,
        userLabels == null || userLabels,
        maxReportDays == null ? 1_100 : maxReportDays,
        maxReportRows == null ? 10_000 : maxReportRows,
        maxLateWrites == null ? 10_000 : maxLateWrites,
        reprice == null ? Reprice.of(null, null) : reprice);
  }

  /** Entries of {@code llm.providers} that steps call. */
  public List<String> cheaperProviders() {
    return degrade.stream().map(DegradeStep::provider).filter(Objects::nonNull).toList();
  }

  /** The defaults with other budgets. */
  public static CostConfig with(Budgets budgets) {
    return of(null, budgets, null, null, null, null, null, null, null, null, null);
  }

  /**
   * Bounds of pricing past calls again.
   *
   * @param maxCalls calls at most
   * @param deadline longest time it may take
   */
  public record Reprice(int maxCalls, Duration deadline) {

    /** Checks the bounds. */
    public Reprice {
      if (maxCalls < 1 || deadline.toMilliseconds() < 1) {
        throw new IllegalArgumentException(
            "cost.reprice: maxCalls and deadline must be more than zero");
      }
    }

    /** Fills in what the file leaves out. */
    @JsonCreator
    public static Reprice of(
        @JsonProperty("maxCalls") @Nullable Integer maxCalls,
        @JsonProperty("deadline") @Nullable Duration deadline) {
      return new Reprice(
          maxCalls == null ? 1_000_000 : maxCalls,
          deadline == null ? Duration.seconds(60) : deadline);
    }
  }

  /**
   * What happens when a budget has too little left for a learner who was not warned, in the middle
   * of an exercise.
   *
   * @param exchanges so many of them are answered with the exercise's hints, free of charge, and
   *     the warning, before the first is refused; 0 refuses at once
   */
  public record Grace(int exchanges) {

    static final Grace DEFAULT = new Grace(1);

    /** Checks the bounds. */
    public Grace {
      if (exchanges < 0 || exchanges > 100) {
        throw new IllegalArgumentException(
            "cost.grace.exchanges: " + exchanges + " is out of range; use 0 to 100");
      }
    }

    /** Fills in what the file leaves out. */
    @JsonCreator
    public static Grace of(@JsonProperty("exchanges") @Nullable Integer exchanges) {
      return exchanges == null ? DEFAULT : new Grace(exchanges);
    }
  }

  /**
   * Limits in US dollars by scope; a scope without limits is only counted.
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

    Limits of(String scope) {
      return switch (scope) {
        case "platform" -> platform;
        case "class" -> schoolClass;
        default -> learner;
      };
    }
  }

  /**
   * Limits of one scope.
   *
   * @param daily per day of the platform's zone
   * @param monthly per month of the platform's zone
   * @param models limits of single models' calls, which count in the limits of all calls too
   */
  public record Limits(BudgetLimit daily, BudgetLimit monthly, Map<String, ModelLimits> models) {

    static final Limits NONE = new Limits(BudgetLimit.NONE, BudgetLimit.NONE, Map.of());

    /** Copies the models, and rejects one without a name. */
    public Limits {
      models = Map.copyOf(models);
      if (models.containsKey("")) {
        throw new IllegalArgumentException("cost.budgets: models: '' is not the name of a model");
      }
    }

    /** Fills in what the file leaves out. */
    @JsonCreator
    public static Limits of(
        @JsonProperty("daily") @Nullable BudgetLimit daily,
        @JsonProperty("monthly") @Nullable BudgetLimit monthly,
        @JsonProperty("models") @Nullable Map<String, ModelLimits> models) {
      return new Limits(
          daily == null ? BudgetLimit.NONE : daily,
          monthly == null ? BudgetLimit.NONE : monthly,
          models == null ? Map.of() : models);
    }

    /** Hard limits for all models together. */
    public static Limits of(@Nullable BigDecimal daily, @Nullable BigDecimal monthly) {
      return of(
          daily == null ? null : BudgetLimit.hard(daily),
          monthly == null ? null : BudgetLimit.hard(monthly),
          null);
    }

    BudgetLimit of(String model, String period) {
      boolean day = period.equals("daily");
      if (model.isEmpty()) {
        return day ? daily : monthly;
      }
      ModelLimits limits = models.getOrDefault(model, ModelLimits.NONE);
      return day ? limits.daily() : limits.monthly();
    }
  }

  /**
   * Limits of one model's calls in one scope.
   *
   * @param daily per day of the platform's zone
   * @param monthly per month of the platform's zone
   */
  public record ModelLimits(BudgetLimit daily, BudgetLimit monthly) {

    static final ModelLimits NONE = new ModelLimits(BudgetLimit.NONE, BudgetLimit.NONE);

    /** Fills in what the file leaves out. */
    @JsonCreator
    public static ModelLimits of(
        @JsonProperty("daily") @Nullable BudgetLimit daily,
        @JsonProperty("monthly") @Nullable BudgetLimit monthly) {
      return new ModelLimits(
          daily == null ? BudgetLimit.NONE : daily, monthly == null ? BudgetLimit.NONE : monthly);
    }
  }
}
