package org.llmtutor.promql.function;

/** Finds places in ascending times. */
final class WindowSearch {

  private WindowSearch() {}

  /** The first index in {@code [from, to)} with a time after {@code limit}; else {@code to}. */
  static int after(long[] times, int from, int to, long limit) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] > limit) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
