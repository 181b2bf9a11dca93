package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /api/ops/budgets/{scope}/{id}}: limits that go before the configured ones.
 * What is left out stays as configured.
 *
 * @param daily limit of a day
 * @param monthly limit of a month
 * @param models limits of single models' calls, by model
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BudgetOverride(
    @Nullable Limit daily, @Nullable Limit monthly, @Nullable Map<String, Periods> models) {

  /** Copies the map. */
  public BudgetOverride {
    models = models == null ? Map.of() : Map.copyOf(models);
  }

  /**
   * Limits of one model.
   *
   * @param daily limit of a day
   * @param monthly limit of a month
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Periods(@Nullable Limit daily, @Nullable Limit monthly) {}

  /**
   * One limit; a plain number stands for a hard one.
   *
   * @param limitUsd in US dollars; null lifts the configured limit
   * @param mode {@code hard} or {@code soft}; hard when left out
   * @param warnAt spent share from which people are warned; 0.8 when left out
   */
  public record Limit(
      @JsonProperty("limit_usd") @Nullable BigDecimal limitUsd,
      @Nullable String mode,
      @JsonProperty("warn_at") @Nullable Double warnAt) {

    /** From an object. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Limit {}

    /** A hard limit. */
    public static Limit of(BigDecimal dollars) {
      return new Limit(dollars, null, null);
    }

    /** A hard limit from a decimal number, exact as it was written for up to 15 digits. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Limit parsed(double dollars) {
      return of(BigDecimal.valueOf(dollars));
    }

    /** A hard limit from a whole number. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Limit parsed(long dollars) {
      return of(BigDecimal.valueOf(dollars));
    }
  }
}
