package org.llmtutor.service.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount of US dollars in whole nano-dollars, negative ones included. Arithmetic that
 * would overflow throws {@link ArithmeticException}.
 *
 * @param nanos billionths of a dollar
 */
public record Usd(long nanos) implements Comparable<Usd> {

  /** Nothing. */
  public static final Usd ZERO = new Usd(0);

  private static final int SCALE = 9;

  /** The amount nearest to {@code dollars}, half-even. */
  public static Usd of(BigDecimal dollars) {
    return new Usd(
        dollars.movePointRight(SCALE).setScale(0, RoundingMode.HALF_EVEN).longValueExact());
  }

  /** The smallest amount that is not below {@code dollars}. */
  public static Usd atLeast(BigDecimal dollars) {
    return new Usd(
        dollars.movePointRight(SCALE).setScale(0, RoundingMode.CEILING).longValueExact());
  }

  /** Parses plain decimal dollars, such as {@code 12.50}. */
  public static Usd parse(String dollars) {
    return of(new BigDecimal(dollars));
  }

  /** Sum. */
  public Usd plus(Usd other) {
    return new Usd(Math.addExact(nanos, other.nanos));
  }

  /** Difference. */
  public Usd minus(Usd other) {
    return new Usd(Math.subtractExact(nanos, other.nanos));
  }

  /** The larger of the two. */
  public Usd max(Usd other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Exact decimal dollars without trailing zeros, for the wire. */
  public BigDecimal toDecimal() {
    BigDecimal dollars = BigDecimal.valueOf(nanos, SCALE).stripTrailingZeros();
    return dollars.scale() < 0 ? dollars.setScale(0) : dollars;
  }

  /** Approximation for metrics, which have nothing better. */
  public double toDouble() {
    return nanos / 1e9;
  }

  @Override
  public int compareTo(Usd other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    return "$" + toDecimal().toPlainString();
  }
}
