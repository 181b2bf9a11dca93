package org.llmtutor.promql.histogram;

/** Finds the share of one histogram's observations between two limits. */
final class NativeFraction {

  private final double lowerLimit;
  private final double upperLimit;
  private final FloatHistogram histogram;
  private double lower;
  private double upper;
  private double inBucket;
  private double rank;

  NativeFraction(double lowerLimit, double upperLimit, FloatHistogram histogram) {
    this.lowerLimit = lowerLimit;
    this.upperLimit = upperLimit;
    this.histogram = histogram;
  }

  double value() {
    double all = Double.isNaN(histogram.sum) ? Quantiles.inBuckets(histogram) : histogram.count;
    double lowerRank = Double.NaN;
    double upperRank = Double.NaN;
    BucketCursor cursor = BucketCursor.ascending(histogram);
    while (Double.isNaN(upperRank) && cursor.next()) {
      boolean linear = enter(cursor);
      lowerRank = Double.isNaN(lowerRank) ? rankAt(lowerLimit, linear) : lowerRank;
      upperRank = rankAt(upperLimit, linear);
      rank += inBucket;
    }
    return (orAll(upperRank, all) - orAll(lowerRank, all)) / histogram.count;
  }

  private static double orAll(double rank, double all) {
    return Double.isNaN(rank) || rank > all ? all : rank;
  }

  /** Takes the bucket over; true when observations are spread evenly in it. */
  private boolean enter(BucketCursor cursor) {
    lower = cursor.lower();
    upper = cursor.upper();
    inBucket = cursor.count();
    boolean zero = lower <= 0 && upper >= 0;
    if (zero) {
      boolean anyNegative = !histogram.negative.isEmpty();
      boolean anyPositive = !histogram.positive.isEmpty();
      if (anyPositive && !anyNegative) {
        lower = 0;
      } else if (anyNegative && !anyPositive) {
        upper = 0;
      }
    }
    return zero || histogram.usesCustomBuckets();
  }

  /** How many observations are below {@code limit}; NaN when it lies behind this bucket. */
  private double rankAt(double limit, boolean linear) {
    if (lower >= limit) {
      return rank;
    }
    if (upper <= limit) {
      return Double.NaN;
    }
    if (!linear) {
      return rank + inBucket * exponentialShare(limit);
    }
    return lower == Double.NEGATIVE_INFINITY
        ? inBucket
        : rank + inBucket * (limit - lower) / (upper - lower);
  }

  private double exponentialShare(double limit) {
    double logLower = Log2.of(Math.abs(lower));
    double logUpper = Log2.of(Math.abs(upper));
    double logLimit = Log2.of(Math.abs(limit));
    return limit > 0
        ? (logLimit - logLower) / (logUpper - logLower)
        : 1 - (logLimit - logUpper) / (logLower - logUpper);
  }
}
