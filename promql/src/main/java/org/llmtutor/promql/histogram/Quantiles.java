package org.llmtutor.promql.histogram;

/** What quantiles and shares of observations a native histogram tells. */
public final class Quantiles {

  /** What observations that were NaN do to a quantile. */
  public enum NanEffect {
    /** There are none. */
    NONE,
    /** They lift it, because they count as being above everything. */
    SKEWED,
    /** It falls among them. */
    RESULT
  }

  private Quantiles() {}

  /**
   * The {@code q}-quantile: interpolated exponentially in exponential buckets, linearly in the zero
   * bucket and in custom ones.
   *
   * @param q between 0 and 1; below is -Inf, above is +Inf, NaN is NaN
   * @return NaN when there are no observations or it falls among observations that were NaN
   */
  public static double quantile(double q, FloatHistogram histogram) {
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (histogram.count == 0 || Double.isNaN(q)) {
      return Double.NaN;
    }
    return new NativeQuantile(q, histogram).value();
  }

  /** What observations that were NaN do to {@link #quantile}. */
  public static NanEffect nanEffect(double q, FloatHistogram histogram) {
    boolean valid = q >= 0 && q <= 1 && histogram.count != 0;
    if (!valid || !Double.isNaN(histogram.sum)) {
      return NanEffect.NONE;
    }
    return new NativeQuantile(q, histogram).nanEffect();
  }

  /**
   * The share of observations between {@code lower} and {@code upper}.
   *
   * @return NaN when there are no observations or a limit is NaN, 0 when {@code lower >= upper}
   */
  public static double fraction(double lower, double upper, FloatHistogram histogram) {
    if (histogram.count == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    return lower >= upper ? 0 : new NativeFraction(lower, upper, histogram).value();
  }

  /** Whether there are observations that were NaN, which {@link #fraction} leaves out. */
  public static boolean hasNanObservations(FloatHistogram histogram) {
    return Double.isNaN(histogram.sum) && inBuckets(histogram) < histogram.count;
  }

  static double inBuckets(FloatHistogram histogram) {
    double count = 0;
    BucketCursor cursor = BucketCursor.ascending(histogram);
    while (cursor.next()) {
      count += cursor.count();
    }
    return count;
  }

  /**
   * The population variance about the mean, each bucket's observations taken to be at its middle.
   */
  public static double variance(FloatHistogram histogram) {
    double mean = histogram.sum / histogram.count;
    double variance = 0;
    double lost = 0;
    BucketCursor cursor = BucketCursor.ascending(histogram);
    while (cursor.next()) {
      if (cursor.count() != 0) {
        double delta = middle(histogram, cursor) - mean;
        double added = cursor.count() * delta * delta;
        double next = variance + added;
        lost = CompensatedBuckets.lostWith(lost, variance, added, next);
        variance = next;
      }
    }
    return (variance + lost) / histogram.count;
  }

  private static double middle(FloatHistogram histogram, BucketCursor bucket) {
    if (histogram.usesCustomBuckets()) {
      return (bucket.upper() + bucket.lower()) / 2;
    }
    if (bucket.lower() <= 0 && bucket.upper() >= 0) {
      return 0;
    }
    double middle = Math.sqrt(bucket.upper() * bucket.lower());
    return bucket.upper() < 0 ? -middle : middle;
  }
}
