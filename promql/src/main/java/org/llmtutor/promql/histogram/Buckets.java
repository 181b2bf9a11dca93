package org.llmtutor.promql.histogram;

import java.util.Arrays;

/**
 * The explicit buckets on one side of a histogram: growing indices with a count each. Empty buckets
 * may be among them. Immutable; histograms of one series usually share their indices.
 */
public final class Buckets {

  /** No buckets. */
  public static final Buckets NONE = new Buckets(new int[0], new double[0]);

  final int[] indices;
  final double[] counts;

  /** Around the given arrays, which are not copied and not written to any more. */
  Buckets(int[] indices, double[] counts) {
    this.indices = indices;
    this.counts = counts;
  }

  /**
   * Buckets side by side.
   *
   * @param first the index of the first one
   * @param counts one for each, not negative unless they are differences
   */
  public static Buckets from(int first, double... counts) {
    int[] indices = new int[counts.length];
    Arrays.setAll(indices, i -> first + i);
    return counts.length == 0 ? NONE : new Buckets(indices, counts.clone());
  }

  /**
   * Buckets anywhere.
   *
   * @param indices strictly growing
   * @param counts as many
   * @throws IllegalArgumentException when they are not
   */
  public static Buckets of(int[] indices, double[] counts) {
    if (indices.length != counts.length) {
      throw new IllegalArgumentException(
          indices.length + " indices: not as many as counts, " + counts.length);
    }
    for (int i = 1; i < indices.length; i++) {
      if (indices[i - 1] >= indices[i]) {
        throw new IllegalArgumentException("index " + indices[i] + ": not above the one before");
      }
    }
    return new Buckets(indices.clone(), counts.clone());
  }

  /** How many there are. */
  public int size() {
    return counts.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return counts.length == 0;
  }

  /** The index of the bucket at {@code position}, from 0. */
  public int index(int position) {
    return indices[position];
  }

  /** The count of the bucket at {@code position}, from 0. */
  public double count(int position) {
    return counts[position];
  }

  /** How many runs of neighbours there are. */
  int spans() {
    int spans = isEmpty() ? 0 : 1;
    for (int i = 1; i < indices.length; i++) {
      spans += indices[i] == indices[i - 1] + 1 ? 0 : 1;
    }
    return spans;
  }

  /** Whether both have the same indices. */
  boolean sameLayout(Buckets other) {
    return indices == other.indices || Arrays.equals(indices, other.indices);
  }

  /** The same indices, all counts multiplied. */
  Buckets times(double factor) {
    double[] scaled = new double[counts.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = counts[i] * factor;
    }
    return new Buckets(indices, scaled);
  }

  /** The same indices, all counts divided. */
  Buckets dividedBy(double divisor) {
    double[] scaled = new double[counts.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = counts[i] / divisor;
    }
    return new Buckets(indices, scaled);
  }

  /** Those from {@code position} on. */
  Buckets from(int position) {
    return position == 0
        ? this
        : new Buckets(
            Arrays.copyOfRange(indices, position, indices.length),
            Arrays.copyOfRange(counts, position, counts.length));
  }

  /** The sum, or the difference, bucket by bucket. */
  Buckets combine(Buckets other, boolean subtract) {
    return sameLayout(other) ? combineAligned(other, subtract) : merge(other, subtract);
  }

  private Buckets combineAligned(Buckets other, boolean subtract) {
    double[] combined = new double[counts.length];
    for (int i = 0; i < combined.length; i++) {
      combined[i] = subtract ? counts[i] - other.counts[i] : counts[i] + other.counts[i];
    }
    return new Buckets(indices, combined);
  }

  private Buckets merge(Buckets other, boolean subtract) {
    int[] merged = mergedIndices(other);
    double[] combined = new double[merged.length];
    int mine = 0;
    int theirs = 0;
    for (int i = 0; i < merged.length; i++) {
      if (mine < indices.length && indices[mine] == merged[i]) {
        combined[i] = counts[mine++];
      }
      if (theirs < other.indices.length && other.indices[theirs] == merged[i]) {
        double count = other.counts[theirs++];
        combined[i] = subtract ? combined[i] - count : combined[i] + count;
      }
    }
    return new Buckets(merged, combined);
  }

  /** The indices of both, each once. */
  int[] mergedIndices(Buckets other) {
    int[] merged = new int[indices.length + other.indices.length];
    int size = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < indices.length || theirs < other.indices.length) {
      long a = mine < indices.length ? indices[mine] : Long.MAX_VALUE;
      long b = theirs < other.indices.length ? other.indices[theirs] : Long.MAX_VALUE;
      merged[size++] = (int) Math.min(a, b);
      mine += a <= b ? 1 : 0;
      theirs += b <= a ? 1 : 0;
    }
    return Arrays.copyOf(merged, size);
  }

  /** Those that are not empty. */
  Buckets compact() {
    int kept = 0;
    for (double count : counts) {
      kept += count == 0 ? 0 : 1;
    }
    if (kept == counts.length) {
      return this;
    }
    int[] keptIndices = new int[kept];
    double[] keptCounts = new double[kept];
    int next = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        keptIndices[next] = indices[i];
        keptCounts[next++] = counts[i];
      }
    }
    return new Buckets(keptIndices, keptCounts);
  }

  /** The same indices and the same bits in all counts. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Buckets buckets && sameLayout(buckets) && sameBits(buckets.counts);
  }

  private boolean sameBits(double[] other) {
    for (int i = 0; i < counts.length; i++) {
      if (Double.doubleToRawLongBits(counts[i]) != Double.doubleToRawLongBits(other[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(indices) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(indices) + Arrays.toString(counts);
  }
}
