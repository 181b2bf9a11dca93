package org.llmtutor.promql.engine;

/** The rounding error of sums, after Kahan and Neumaier, for sums kept in arrays. */
final class Compensation {

  private Compensation() {}

  /**
   * The compensation after adding.
   *
   * @param before the compensation so far
   * @param sum the sum so far
   * @param added what is added
   * @param total {@code sum + added} as computed
   */
  static double after(double before, double sum, double added, double total) {
    if (Double.isInfinite(total)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(added)
        ? before + ((sum - total) + added)
        : before + ((added - total) + sum);
  }
}
