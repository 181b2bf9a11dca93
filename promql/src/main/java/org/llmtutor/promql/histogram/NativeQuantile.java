package org.llmtutor.promql.histogram;

import org.llmtutor.promql.histogram.Quantiles.NanEffect;

/** Finds one quantile of one histogram that has observations. */
final class NativeQuantile {

  private final FloatHistogram histogram;
  private final boolean forward;
  private final BucketCursor cursor;
  private final double rank;
  private double lower;
  private double upper;
  private double inBucket;
  private double count;

  /** Goes to the bucket of the quantile, from the nearer end unless NaN observations forbid it. */
  NativeQuantile(double q, FloatHistogram histogram) {
    this.histogram = histogram;
    this.forward = Double.isNaN(histogram.sum) || q < 0.5;
    this.cursor = forward ? BucketCursor.ascending(histogram) : BucketCursor.descending(histogram);
    this.rank = (forward ? q : 1 - q) * histogram.count;
    seek();
  }

  private void seek() {
    while (cursor.next()) {
      lower = cursor.lower();
      upper = cursor.upper();
      inBucket = cursor.count();
      if (inBucket != 0) {
        count += inBucket;
        if (count >= rank) {
          return;
        }
      }
    }
  }

  double value() {
    if (histogram.usesCustomBuckets()) {
      if (lower == Double.NEGATIVE_INFINITY && upper <= 0) {
        return upper;
      }
      if (lower != Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY) {
        return lower;
      }
      lower = lower == Double.NEGATIVE_INFINITY ? 0 : lower;
    } else {
      narrowZeroBucket();
    }
    double reached = Math.min(count, histogram.count);
    if (reached < rank) {
      return Double.isNaN(histogram.sum) ? Double.NaN : upper;
    }
    return interpolate((forward ? rank - (reached - inBucket) : reached - rank) / inBucket);
  }

  /** When there are buckets on one side only, the zero bucket is taken to end at 0. */
  private void narrowZeroBucket() {
    if (lower < 0 && upper > 0) {
      boolean anyNegative = !histogram.negative.isEmpty();
      boolean anyPositive = !histogram.positive.isEmpty();
      if (anyPositive && !anyNegative) {
        lower = 0;
      } else if (anyNegative && !anyPositive) {
        upper = 0;
      }
    }
  }

  private double interpolate(double share) {
    if (histogram.usesCustomBuckets() || (lower <= 0 && upper >= 0)) {
      return lower + (upper - lower) * share;
    }
    double logLower = Log2.of(Math.abs(lower));
    double logUpper = Log2.of(Math.abs(upper));
    return lower > 0
        ? Log2.exp(logLower + (logUpper - logLower) * share)
        : -Log2.exp(logUpper + (logLower - logUpper) * (1 - share));
  }

  NanEffect nanEffect() {
    if (histogram.usesCustomBuckets() && inOpenBucket()) {
      return NanEffect.NONE;
    }
    if (Math.min(count, histogram.count) < rank) {
      return NanEffect.RESULT;
    }
    return Quantiles.hasNanObservations(histogram) ? NanEffect.SKEWED : NanEffect.NONE;
  }

  private boolean inOpenBucket() {
    return lower == Double.NEGATIVE_INFINITY ? upper <= 0 : upper == Double.POSITIVE_INFINITY;
  }
}
