package org.llmtutor.promql.histogram;

import java.util.Arrays;

/** Custom boundaries that two histograms have in common. */
final class CustomBounds {

  private CustomBounds() {}

  /** Whether both have the same boundaries. */
  static boolean same(double[] a, double[] b) {
    if (a == b) {
      return true;
    }
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return false;
      }
    }
    return true;
  }

  /** The boundaries that both have. */
  static double[] common(double[] a, double[] b) {
    double[] common = new double[Math.min(a.length, b.length)];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        common[size++] = a[i];
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return Arrays.copyOf(common, size);
  }

  /**
   * Rolls buckets up: each goes to the first of the fewer boundaries that is not below its own.
   *
   * @param buckets with {@code bounds}
   * @param fewer some of {@code bounds}
   */
  static Buckets rollUp(Buckets buckets, double[] bounds, double[] fewer) {
    if (same(bounds, fewer)) {
      return buckets;
    }
    int[] indices = new int[buckets.size()];
    double[] counts = new double[buckets.size()];
    int last = -1;
    int target = 0;
    for (int i = 0; i < buckets.size(); i++) {
      int source = buckets.indices[i];
      double bound = source < bounds.length ? bounds[source] : Double.POSITIVE_INFINITY;
      while (target < fewer.length && fewer[target] < bound) {
        target++;
      }
      if (last < 0 || indices[last] != target) {
        indices[++last] = target;
      }
      counts[last] += buckets.counts[i];
    }
    return new Buckets(Arrays.copyOf(indices, last + 1), Arrays.copyOf(counts, last + 1));
  }
}
