package org.llmtutor.promql.histogram;

/**
 * Goes over all explicit buckets of a histogram, from the lowest to the highest or back, the zero
 * bucket among them unless it is empty. Where a bucket reaches into the zero bucket it is cut.
 * Other empty buckets are visited. Mutable, not safe for concurrent use.
 */
public final class BucketCursor {

  private final FloatHistogram histogram;
  private final boolean ascending;
  private int stage;
  private int position;
  private double lower;
  private double upper;
  private double count;

  private BucketCursor(FloatHistogram histogram, boolean ascending) {
    this.histogram = histogram;
    this.ascending = ascending;
    this.position = ascending ? histogram.negative.size() : histogram.positive.size();
  }

  /** Starts before the lowest bucket. */
  public static BucketCursor ascending(FloatHistogram histogram) {
    return new BucketCursor(histogram, true);
  }

  /** Starts after the highest bucket. */
  public static BucketCursor descending(FloatHistogram histogram) {
    return new BucketCursor(histogram, false);
  }

  /** Goes to the next bucket; false when there is none. */
  public boolean next() {
    if (stage == 0) {
      if (--position >= 0) {
        return onFirstSide();
      }
      stage = 1;
    }
    if (stage == 1) {
      stage = 2;
      position = -1;
      if (histogram.zeroCount > 0) {
        set(-histogram.zeroThreshold, histogram.zeroThreshold, histogram.zeroCount);
        return true;
      }
    }
    return onSecondSide();
  }

  private boolean onFirstSide() {
    at(ascending ? histogram.negative : histogram.positive, !ascending);
    return true;
  }

  private boolean onSecondSide() {
    Buckets side = ascending ? histogram.positive : histogram.negative;
    if (++position >= side.size()) {
      return false;
    }
    at(side, ascending);
    return true;
  }

  private void at(Buckets side, boolean positive) {
    int index = side.indices[position];
    double far = histogram.bound(index);
    double near = histogram.bound(index - 1);
    if (positive) {
      set(near, far, side.counts[position]);
    } else {
      set(-far, -near, side.counts[position]);
    }
    cutAtZeroBucket();
  }

  private void cutAtZeroBucket() {
    double threshold = histogram.zeroThreshold;
    if (upper < 0 && upper > -threshold) {
      upper = -threshold;
    } else if (lower > 0 && lower < threshold) {
      lower = threshold;
    }
  }

  private void set(double newLower, double newUpper, double newCount) {
    lower = newLower;
    upper = newUpper;
    count = newCount;
  }

  /** The lower boundary of the bucket that {@link #next} went to; may be -Inf. */
  public double lower() {
    return lower;
  }

  /** The upper boundary; may be +Inf. */
  public double upper() {
    return upper;
  }

  /** How many observations the bucket has. */
  public double count() {
    return count;
  }
}
