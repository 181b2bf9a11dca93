package org.llmtutor.promql.histogram;

/**
 * A zero bucket made wide enough for two histograms: its threshold is not inside a bucket with
 * observations of either, and what it swallows is counted in it.
 *
 * @param threshold the width to either side
 * @param left the first histogram, widened
 * @param rightCount how many observations of the second are in it
 */
record ZeroBucket(double threshold, FloatHistogram left, double rightCount) {

  /** A zero count at some threshold. */
  private record Widened(double threshold, double count) {}

  static ZeroBucket reconcile(FloatHistogram left, FloatHistogram right) {
    FloatHistogram wide = left;
    Widened other = new Widened(right.zeroThreshold, right.zeroCount);
    while (other.threshold != wide.zeroThreshold) {
      if (wide.zeroThreshold > other.threshold) {
        other = widen(right, wide.zeroThreshold);
      }
      if (other.threshold > wide.zeroThreshold) {
        wide = withoutSwallowed(wide, widen(wide, other.threshold));
      }
    }
    return new ZeroBucket(wide.zeroThreshold, wide, other.count);
  }

  /** The zero count at a wider {@code threshold}; NaN when that is inside a populated bucket. */
  static double countAt(FloatHistogram histogram, double threshold) {
    Widened widened = widen(histogram, threshold);
    return widened.threshold == threshold ? widened.count : Double.NaN;
  }

  /** At least as wide as {@code threshold}, but not to the middle of a bucket with observations. */
  private static Widened widen(FloatHistogram histogram, double threshold) {
    if (threshold == histogram.zeroThreshold) {
      return new Widened(threshold, histogram.zeroCount);
    }
    double wide = threshold;
    while (true) {
      double afterPositive = boundary(histogram, histogram.positive, wide);
      double afterNegative = boundary(histogram, histogram.negative, afterPositive);
      if (afterNegative == afterPositive) {
        double count = swallowed(histogram, histogram.positive, afterPositive);
        count += histogram.zeroCount + swallowed(histogram, histogram.negative, afterPositive);
        return new Widened(afterPositive, count);
      }
      wide = afterNegative;
    }
  }

  /** The end of the populated bucket that {@code threshold} is inside of, else itself. */
  private static double boundary(FloatHistogram histogram, Buckets side, double threshold) {
    for (int i = 0; i < side.size(); i++) {
      int index = side.indices[i];
      if (histogram.bound(index - 1) >= threshold) {
        return threshold;
      }
      double upper = histogram.bound(index);
      if (upper > threshold && side.counts[i] != 0) {
        return upper;
      }
    }
    return threshold;
  }

  private static double swallowed(FloatHistogram histogram, Buckets side, double threshold) {
    double count = 0;
    for (int i = 0; i < side.size(); i++) {
      if (histogram.bound(side.indices[i] - 1) >= threshold) {
        break;
      }
      count += side.counts[i];
    }
    return count;
  }

  private static FloatHistogram withoutSwallowed(FloatHistogram histogram, Widened zero) {
    return new FloatHistogram(
        histogram.hint,
        histogram.schema,
        zero.threshold,
        zero.count,
        histogram.count,
        histogram.sum,
        outside(histogram, histogram.positive, zero.threshold),
        outside(histogram, histogram.negative, zero.threshold),
        histogram.bounds);
  }

  private static Buckets outside(FloatHistogram histogram, Buckets side, double threshold) {
    int first = 0;
    while (first < side.size() && histogram.bound(side.indices[first] - 1) < threshold) {
      first++;
    }
    return side.from(first).compact();
  }
}
