package org.llmtutor.promql.number;

/**
 * A running sum whose rounding errors are carried along (Kahan's method as improved by Neumaier),
 * so that {@code 1e100 + 1 - 1e100} is 1. An infinity stays what plain addition makes of it. Not
 * safe for concurrent use.
 */
public final class CompensatedSum {

  private double sum;
  private double error;

  /** A sum of nothing: 0. */
  public CompensatedSum() {}

  /** Starts with {@code first}. */
  public CompensatedSum(double first) {
    this.sum = first;
  }

  /** Adds {@code value}. */
  public void add(double value) {
    double next = sum + value;
    error = error(sum, error, value, next);
    sum = next;
  }

  /** The sum so far. */
  public double value() {
    return value(sum, error);
  }

  /** Forgets all that was added. */
  public void reset() {
    sum = 0;
    error = 0;
  }

  /** The sum without the carried error. */
  public double plainSum() {
    return sum;
  }

  /** The error that {@link #value} adds to {@link #plainSum}. */
  public double carriedError() {
    return error;
  }

  /**
   * The carried error after a step, for loops that keep the sum in local variables:
   *
   * <pre>{@code
   * double next = sum + value;
   * error = CompensatedSum.error(sum, error, value, next);
   * sum = next;
   * }</pre>
   *
   * @param sum before the step
   * @param error before the step
   * @param value what is added
   * @param next the plain {@code sum + value}
   */
  public static double error(double sum, double error, double value, double next) {
    if (Double.isInfinite(next)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(value)
        ? error + ((sum - next) + value)
        : error + ((value - next) + sum);
  }

  /** What a plain sum and its carried error make together. */
  public static double value(double sum, double error) {
    return Double.isInfinite(sum) ? sum : sum + error;
  }
}
