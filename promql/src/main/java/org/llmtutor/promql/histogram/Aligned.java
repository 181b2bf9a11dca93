package org.llmtutor.promql.histogram;

/**
 * Two histograms brought to the same resolution, zero threshold and custom boundaries.
 *
 * @param left the first, with its own count and sum
 * @param rightZeroCount the second's zero count at the common threshold
 * @param rightPositive the second's buckets outside the zero bucket
 * @param rightNegative the second's negative buckets outside the zero bucket
 */
record Aligned(
    FloatHistogram left, double rightZeroCount, Buckets rightPositive, Buckets rightNegative) {

  /**
   * Aligns {@code a} and {@code b}.
   *
   * @throws IncompatibleHistogramsException when only one has custom buckets
   */
  static Aligned of(FloatHistogram a, FloatHistogram b) {
    if (!a.compatibleWith(b)) {
      throw new IncompatibleHistogramsException();
    }
    return a.usesCustomBuckets() ? custom(a, b) : exponential(a, b);
  }

  private static Aligned custom(FloatHistogram a, FloatHistogram b) {
    if (CustomBounds.same(a.bounds, b.bounds)) {
      return new Aligned(a, b.zeroCount, b.positive, b.negative);
    }
    double[] common = CustomBounds.common(a.bounds, b.bounds);
    FloatHistogram left =
        new FloatHistogram(
            a.hint,
            a.schema,
            a.zeroThreshold,
            a.zeroCount,
            a.count,
            a.sum,
            CustomBounds.rollUp(a.positive, a.bounds, common),
            a.negative,
            common);
    Buckets right = CustomBounds.rollUp(b.positive, b.bounds, common);
    return new Aligned(left, b.zeroCount, right, b.negative);
  }

  private static Aligned exponential(FloatHistogram a, FloatHistogram b) {
    ZeroBucket zero = ZeroBucket.reconcile(a, b);
    FloatHistogram left = zero.left();
    int schema = Math.min(left.schema, b.schema);
    Buckets positive = Resolution.reduce(b.positive, b.schema - schema);
    Buckets negative = Resolution.reduce(b.negative, b.schema - schema);
    return new Aligned(
        left.atSchema(schema),
        zero.rightCount(),
        outside(positive, schema, zero.threshold()),
        outside(negative, schema, zero.threshold()));
  }

  private static Buckets outside(Buckets buckets, int schema, double threshold) {
    int first = 0;
    while (first < buckets.size()
        && ExponentialBounds.upper(buckets.indices[first], schema) <= threshold) {
      first++;
    }
    return buckets.from(first);
  }
}
