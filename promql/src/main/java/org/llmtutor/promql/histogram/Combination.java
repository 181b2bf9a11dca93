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
    Aligned aligned = Aligned.of(a, b);
    FloatHistogram left = aligned.left();
    Buckets right = aligned.rightPositive();
    int sign = subtract ? -1 : 1;
    FloatHistogram result =
        new FloatHistogram(
            a.hint.combinedWith(b.hint),
            left.schema,
            left.zeroThreshold,
            left.zeroCount + sign * aligned.rightZeroCount(),
            a.count + sign * b.count,
            a.sum + sign * b.sum,
            left.positive.combine(right, subtract),
            left.negative.combine(aligned.rightNegative(), subtract),
            left.bounds);
    boolean reconciled = !CustomBounds.same(a.bounds, b.bounds);
    return new Combination(
        reconciled ? result.compact() : result, a.hint.collidesWith(b.hint), reconciled);
  }
}
