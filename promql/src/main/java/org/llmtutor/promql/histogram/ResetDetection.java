package org.llmtutor.promql.histogram;

/** Tells whether a histogram's counters started anew. */
final class ResetDetection {

  private ResetDetection() {}

  static boolean between(FloatHistogram previous, FloatHistogram current) {
    if (current.hint == CounterResetHint.RESET || current.hint == CounterResetHint.NOT_RESET) {
      return current.hint == CounterResetHint.RESET;
    }
    if (current.count < previous.count) {
      return true;
    }
    if (current.usesCustomBuckets()) {
      return !previous.usesCustomBuckets() || customBucketsFell(previous, current);
    }
    return exponentialBucketsFell(previous, current);
  }

  private static boolean customBucketsFell(FloatHistogram previous, FloatHistogram current) {
    if (CustomBounds.same(previous.bounds, current.bounds)) {
      return current.zeroCount < previous.zeroCount || anyFell(previous.positive, current.positive);
    }
    double[] common = CustomBounds.common(previous.bounds, current.bounds);
    return anyFell(
        CustomBounds.rollUp(previous.positive, previous.bounds, common),
        CustomBounds.rollUp(current.positive, current.bounds, common));
  }

  private static boolean exponentialBucketsFell(FloatHistogram previous, FloatHistogram current) {
    if (current.schema > previous.schema || current.zeroThreshold < previous.zeroThreshold) {
      return true;
    }
    double zeroBefore = ZeroBucket.countAt(previous, current.zeroThreshold);
    if (Double.isNaN(zeroBefore) || current.zeroCount < zeroBefore) {
      return true;
    }
    int by = previous.schema - current.schema;
    Buckets positive = Resolution.reduce(previous.positive, by);
    Buckets negative = Resolution.reduce(previous.negative, by);
    return anyFell(outside(positive, current), outside(current.positive, current))
        || anyFell(outside(negative, current), outside(current.negative, current));
  }

  private static Buckets outside(Buckets side, FloatHistogram histogram) {
    int first = 0;
    while (first < side.size() && histogram.bound(side.indices[first]) <= histogram.zeroThreshold) {
      first++;
    }
    return side.from(first);
  }

  private static boolean anyFell(Buckets before, Buckets after) {
    int position = 0;
    for (int i = 0; i < before.size(); i++) {
      while (position < after.size() && after.indices[position] < before.indices[i]) {
        position++;
      }
      boolean found = position < after.size() && after.indices[position] == before.indices[i];
      double count = found ? after.counts[position] : 0;
      if (found ? count < before.counts[i] : before.counts[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
