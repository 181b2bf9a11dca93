package org.llmtutor.promql.engine;

/** Finds samples by time. */
final class SampleSearch {

  private SampleSearch() {}

  /** The first index in {@code [from, to)} with a time after {@code limit}; {@code to} for none. */
  static int after(long[] timestamps, int from, int to, long limit) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timestamps[middle] <= limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
