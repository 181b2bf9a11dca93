package org.llmtutor.promql.function;

import org.llmtutor.promql.histogram.HistogramComparison;

/**
 * Quantiles and shares of observations that classic buckets tell. The buckets of one step are put
 * in with {@link #clear} and {@link #add}, then asked about; nothing is allocated on the way.
 * Mutable, not safe for concurrent use.
 */
final class BucketQuantile {

  /** Differences of counts below this share are taken to come from rounding. */
  private static final double SMALL_DELTA = 1e-12;

  private final double[] bounds;
  private final double[] counts;
  private int size;
  private boolean forced;
  private double lowestForced;
  private double highestForced;
  private double greatestDrop;

  /** Room for {@code capacity} buckets. */
  BucketQuantile(int capacity) {
    bounds = new double[capacity];
    counts = new double[capacity];
  }

  /** Forgets all buckets. */
  void clear() {
    size = 0;
    forced = false;
  }

  /**
   * Adds a bucket; its count goes to the one before when both have the same boundary.
   *
   * @param bound the upper boundary, not below that of the bucket before
   * @param count how many observations are at or below it
   */
  void add(double bound, double count) {
    if (size > 0 && bounds[size - 1] == bound) {
      counts[size - 1] += count;
    } else {
      bounds[size] = bound;
      counts[size++] = count;
    }
  }

  /** Whether there are no buckets. */
  boolean isEmpty() {
    return size == 0;
  }

  /**
   * The {@code q}-quantile, interpolated linearly. Counts that go down with growing boundaries are
   * lifted first, see {@link #forced}.
   *
   * @return -Inf below 0, +Inf above 1; NaN when {@code q} is, when the last boundary is not +Inf,
   *     when there are fewer than two buckets or no observations
   */
  double quantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      return Double.isNaN(q) ? q : Double.POSITIVE_INFINITY * (q < 0 ? -1 : 1);
    }
    int last = size - 1;
    if (bounds[last] != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    makeMonotonic();
    if (size < 2 || counts[last] == 0) {
      return Double.NaN;
    }
    double rank = q * counts[last];
    int bucket = firstAtLeast(rank);
    if (bucket == last) {
      return bounds[last - 1];
    }
    return bucket == 0 ? inFirst(rank) : inside(bucket, rank);
  }

  private double inFirst(double rank) {
    return bounds[0] <= 0 ? bounds[0] : bounds[0] * (rank / counts[0]);
  }

  private double inside(int bucket, double rank) {
    double below = counts[bucket - 1];
    double start = bounds[bucket - 1];
    return start + (bounds[bucket] - start) * ((rank - below) / (counts[bucket] - below));
  }

  /** The first bucket with at least {@code rank} observations at or below it, else the last. */
  private int firstAtLeast(double rank) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (counts[middle] >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void makeMonotonic() {
    double before = counts[0];
    for (int i = 1; i < size; i++) {
      double count = counts[i];
      if (count == before) {
        continue;
      }
      if (HistogramComparison.near(before, count, SMALL_DELTA)) {
        counts[i] = before;
      } else if (count < before) {
        counts[i] = before;
        noteForced(bounds[i], before - count);
      } else {
        before = count;
      }
    }
  }

  private void noteForced(double bound, double drop) {
    lowestForced = forced ? Math.min(lowestForced, bound) : bound;
    highestForced = forced ? Math.max(highestForced, bound) : bound;
    greatestDrop = forced ? Math.max(greatestDrop, drop) : drop;
    forced = true;
  }

  /** Whether {@link #quantile} had to lift a count that went down by more than rounding does. */
  boolean forced() {
    return forced;
  }

  /** The least boundary of a lifted bucket. */
  double lowestForced() {
    return lowestForced;
  }

  /** The greatest boundary of a lifted bucket. */
  double highestForced() {
    return highestForced;
  }

  /** By how much a count was lifted at most. */
  double greatestDrop() {
    return greatestDrop;
  }

  /**
   * The share of observations between {@code lower} and {@code upper}.
   *
   * @return NaN when a limit is, when the last boundary is not +Inf or there are no observations; 0
   *     when {@code lower >= upper}
   */
  double fraction(double lower, double upper) {
    double all = counts[size - 1];
    boolean complete = bounds[size - 1] == Double.POSITIVE_INFINITY;
    if (!complete || all == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    return lower >= upper ? 0 : (below(upper, all) - below(lower, all)) / all;
  }

  /** About how many observations are below {@code limit}, at most {@code all}. */
  private double below(double limit, double all) {
    double start = bounds[0] <= 0 ? Double.NEGATIVE_INFINITY : 0;
    double rank = 0;
    for (int i = 0; i < size; i++) {
      if (start >= limit) {
        return Math.min(rank, all);
      }
      if (bounds[i] > limit) {
        return Math.min(inside(limit, start, i, rank), all);
      }
      rank = counts[i];
      start = bounds[i];
    }
    return all;
  }

  private double inside(double limit, double start, int bucket, double rank) {
    return start == Double.NEGATIVE_INFINITY
        ? counts[bucket]
        : rank + (counts[bucket] - rank) * (limit - start) / (bounds[bucket] - start);
  }
}
