package org.llmtutor.service.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How much one window may come to. In the configuration a plain number is a hard limit; an object
 * tells more: {@code {limit: 5, mode: soft, warnAt: 0.9}}.
 *
 * @param amount null for no limit
 * @param hard a call that does not fit is refused; a soft limit only warns
 * @param warnAt the spent share from which people are warned, above 0 and at most 1
 */
public record BudgetLimit(@Nullable Usd amount, boolean hard, double warnAt) {

  /** Only counted. */
  public static final BudgetLimit NONE = new BudgetLimit(null, true, 0.8);

  /** Rejects what cannot be meant. */
  public BudgetLimit {
    if (amount != null && amount.nanos() < 0) {
      throw new IllegalArgumentException(
          "limit: "
              + amount.toDecimal().toPlainString()
              + " is negative; leave it out for no limit");
    }
    if (!(warnAt > 0 && warnAt <= 1)) {
      throw new IllegalArgumentException(
          "warnAt: " + warnAt + " is out of range; use a share above 0 and at most 1, such as 0.8");
    }
  }

  /** A hard limit in decimal dollars; a warning comes at 80 %. */
  public static BudgetLimit hard(BigDecimal dollars) {
    return new BudgetLimit(usd(dollars), true, NONE.warnAt());
  }

  /** A hard limit from a decimal number, exact as it was written for up to 15 digits. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static BudgetLimit parsed(double dollars) {
    return hard(BigDecimal.valueOf(dollars));
  }

  /** A hard limit from a whole number. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static BudgetLimit parsed(long dollars) {
    return hard(BigDecimal.valueOf(dollars));
  }

  /** A hard limit as environment variables give it; empty or {@code none} for no limit. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static BudgetLimit parse(String text) {
    if (text.isBlank() || text.strip().equals("none")) {
      return NONE;
    }
    try {
      return hard(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "': not an amount; use dollars such as 12.50, or none", e);
    }
  }

  /** From an object. */
  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  public static BudgetLimit of(
      @JsonProperty("limit") @Nullable BigDecimal limit,
      @JsonProperty("mode") @Nullable String mode,
      @JsonProperty("warnAt") @Nullable Double warnAt) {
    if (mode != null && !mode.equals("hard") && !mode.equals("soft")) {
      throw new IllegalArgumentException("mode: '" + mode + "' is unknown; use hard or soft");
    }
    return new BudgetLimit(
        limit == null ? null : usd(limit),
        !"soft".equals(mode),
        warnAt == null ? NONE.warnAt() : warnAt);
  }

  private static Usd usd(BigDecimal dollars) {
    try {
      return Usd.of(dollars);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "limit: " + dollars + " is out of range; use up to 9 billion dollars", e);
    }
  }

  /** {@code hard} or {@code soft}. */
  String mode() {
    return hard ? "hard" : "soft";
  }

  /** What a call must fit in; null when nothing is refused. */
  @Nullable Usd cap() {
    return hard ? amount : null;
  }

  /** From where on people are warned; null without a limit. */
  @Nullable Usd warnFrom() {
    if (amount == null) {
      return null;
    }
    BigDecimal share = BigDecimal.valueOf(amount.nanos()).multiply(BigDecimal.valueOf(warnAt));
    return new Usd(share.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
