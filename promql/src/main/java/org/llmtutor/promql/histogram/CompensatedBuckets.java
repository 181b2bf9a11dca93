package org.llmtutor.promql.histogram;

/** One side's buckets being added up, with compensation for rounding. Mutable. */
final class CompensatedBuckets {

  private int[] indices = new int[0];
  private double[] sums = new double[0];
  private double[] lost = new double[0];

  /** Starts anew with {@code buckets}. */
  void set(Buckets buckets) {
    indices = buckets.indices;
    sums = buckets.counts.clone();
    lost = new double[sums.length];
  }

  /** Adds {@code buckets}, which have the same resolution and boundaries. */
  void add(Buckets buckets) {
    makeRoomFor(buckets);
    int position = 0;
    for (int i = 0; i < buckets.indices.length; i++) {
      while (indices[position] != buckets.indices[i]) {
        position++;
      }
      addAt(position, buckets.counts[i]);
    }
  }

  private void makeRoomFor(Buckets buckets) {
    Buckets mine = new Buckets(indices, sums);
    if (mine.sameLayout(buckets)) {
      return;
    }
    int[] merged = mine.mergedIndices(buckets);
    if (merged.length == indices.length) {
      return;
    }
    Buckets frame = new Buckets(merged, new double[merged.length]);
    sums = frame.combine(mine, false).counts;
    lost = frame.combine(new Buckets(indices, lost), false).counts;
    indices = merged;
  }

  private void addAt(int position, double count) {
    double sum = sums[position];
    double next = sum + count;
    lost[position] = lostWith(lost[position], sum, count, next);
    sums[position] = next;
  }

  /** The compensation after {@code sum + added} was rounded to {@code next}. */
  static double lostWith(double lost, double sum, double added, double next) {
    if (Double.isInfinite(next)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(added)
        ? lost + ((sum - next) + added)
        : lost + ((added - next) + sum);
  }

  /** Whether adding {@code buckets} would make any count infinite. */
  boolean overflowsWith(Buckets buckets) {
    int position = 0;
    for (int i = 0; i < buckets.indices.length; i++) {
      while (position < indices.length && indices[position] < buckets.indices[i]) {
        position++;
      }
      boolean found = position < indices.length && indices[position] == buckets.indices[i];
      if (Double.isInfinite(buckets.counts[i] + (found ? sums[position] : 0))) {
        return true;
      }
    }
    return false;
  }

  /** Multiplies everything. */
  void multiply(double factor) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= factor;
      lost[i] *= factor;
    }
  }

  /** The buckets as added up so far with their compensation, divided. */
  Buckets totalOver(double divisor) {
    double[] counts = new double[sums.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = sums[i] / divisor + lost[i] / divisor;
    }
    return new Buckets(indices, counts);
  }
}
