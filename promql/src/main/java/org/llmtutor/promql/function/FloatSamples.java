package org.llmtutor.promql.function;

import org.jspecify.annotations.Nullable;

/**
 * The floats of one series, found for each window without looking at its samples. Where a series
 * has histograms too, the floats are copied to arrays of their own. Immutable.
 */
final class FloatSamples {

  /** The floats' times, those of other windows as well. */
  final long[] times;

  /** The floats, those of other windows as well. */
  final double[] values;

  private final int start;

  /** How many floats come before each sample of the series; null when all are floats. */
  private final int @Nullable [] before;

  /** The floats in the arrays of {@code window}. */
  FloatSamples(Window window) {
    start = window.start;
    if (window.histograms == null) {
      times = window.timestamps;
      values = window.values;
      before = null;
      return;
    }
    before = countFloats(window);
    times = new long[before[before.length - 1]];
    values = new double[times.length];
    for (int i = window.start; i < window.end; i++) {
      if (window.histogram(i) == null) {
        times[before[i - start]] = window.timestamps[i];
        values[before[i - start]] = window.values[i];
      }
    }
  }

  private static int[] countFloats(Window window) {
    int[] counts = new int[window.end - window.start + 1];
    for (int i = 1; i < counts.length; i++) {
      counts[i] = counts[i - 1] + (window.histogram(window.start + i - 1) == null ? 1 : 0);
    }
    return counts;
  }

  /** Where the floats of {@code window} start. */
  int from(Window window) {
    return before == null ? window.from : before[window.from - start];
  }

  /** Behind the last float of {@code window}. */
  int to(Window window) {
    return before == null ? window.to : before[window.to - start];
  }

  /** Whether {@code window} has histograms as well. */
  boolean mixed(Window window) {
    return before != null && to(window) - from(window) < window.to - window.from;
  }
}
