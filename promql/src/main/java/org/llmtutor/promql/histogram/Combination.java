package org.llmtutor.promql.histogram;

/**
 * The sum or difference of two histograms.
 *
 * @param histogram the result; may have empty buckets, see {@link FloatHistogram#compact}
 * @param counterResetCollision whether one operand says that counters started anew and the other
 *     that they went on
 * @param boundsReconciled whether custom boundaries differed, so that only the common ones are left
 */
public record Combination(
    FloatHistogram histogram, boolean counterResetCollision, boolean boundsReconciled) {

  /**
   * {@code a + b}.
   *
   * @throws IncompatibleHistogramsException when only one has custom buckets
   */
  public static Combination sum(FloatHistogram a, FloatHistogram b) {
    return of(a, b, false);
  }

  /**
   * {@code a - b}; its hint is combined as for a sum.
   *
   * @throws IncompatibleHistogramsException when only one has custom buckets
   */
  public static Combination difference(FloatHistogram a, FloatHistogram b) {
    return of(a, b, true);
  }

  private static Combination of(FloatHistogram a, FloatHistogram b, boolean subtract) {
    throw new UnsupportedOperationException(a + " " + b + " " + subtract);
  }
}
