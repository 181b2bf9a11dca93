package org.llmtutor.promql.function;

import java.util.Arrays;

/**
 * Where a counter started anew, found once for all windows over its samples. Immutable.
 *
 * <p>What was reached before each reset of a window is added one by one: resets are few, and sums
 * kept for the whole series would give other last digits than Prometheus gives.
 */
final class CounterResets {

  /** No resets. */
  static final CounterResets NONE = new CounterResets(new int[0], new double[0]);

  /** The samples that are less than the one before, in order. */
  private final int[] places;

  private final double[] values;

  private CounterResets(int[] places, double[] values) {
    this.places = places;
    this.values = values;
  }

  /** The resets of the series that {@code samples} moves over, all of which are floats. */
  static CounterResets of(Window samples) {
    double[] values = samples.values;
    int count = 0;
    for (int i = samples.start + 1; i < samples.end; i++) {
      count += values[i] < values[i - 1] ? 1 : 0;
    }
    return count == 0 ? NONE : new CounterResets(places(samples, count), values);
  }

  private static int[] places(Window samples, int count) {
    int[] places = new int[count];
    int next = 0;
    for (int i = samples.start + 1; i < samples.end; i++) {
      if (samples.values[i] < samples.values[i - 1]) {
        places[next++] = i;
      }
    }
    return places;
  }

  /** {@code plain} and what was reached before each reset after {@code first}, to {@code last}. */
  double corrected(double plain, int first, int last) {
    double result = plain;
    for (int i = ordinal(first + 1); i < places.length && places[i] <= last; i++) {
      result += values[places[i] - 1];
    }
    return result;
  }

  /** How many resets are before the sample at {@code index}. */
  private int ordinal(int index) {
    int found = Arrays.binarySearch(places, index);
    return found < 0 ? -found - 1 : found;
  }
}
