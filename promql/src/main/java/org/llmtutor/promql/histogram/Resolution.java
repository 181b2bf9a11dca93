package org.llmtutor.promql.histogram;

import java.util.Arrays;

/** Fewer, wider exponential buckets. */
final class Resolution {

  private Resolution() {}

  static FloatHistogram reduce(FloatHistogram histogram, int target) {
    if (histogram.usesCustomBuckets() || target >= histogram.schema) {
      throw new IllegalArgumentException(
          "schema " + target + ": not a lower resolution than " + histogram.schema);
    }
    int by = histogram.schema - target;
    return new FloatHistogram(
        CounterResetHint.UNKNOWN,
        target,
        histogram.zeroThreshold,
        histogram.zeroCount,
        histogram.count,
        histogram.sum,
        reduce(histogram.positive, by),
        reduce(histogram.negative, by),
        histogram.bounds);
  }

  /** Merges buckets whose resolution is {@code by} steps too high. */
  static Buckets reduce(Buckets buckets, int by) {
    if (by == 0) {
      return buckets;
    }
    int size = buckets.size();
    int[] indices = new int[size];
    double[] counts = new double[size];
    int last = -1;
    for (int i = 0; i < size; i++) {
      int index = ((buckets.indices[i] - 1) >> by) + 1;
      if (last < 0 || indices[last] != index) {
        indices[++last] = index;
      }
      counts[last] += buckets.counts[i];
    }
    return new Buckets(Arrays.copyOf(indices, last + 1), Arrays.copyOf(counts, last + 1));
  }
}
