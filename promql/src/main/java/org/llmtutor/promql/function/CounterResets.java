package org.llmtutor.promql.function;

import java.util.Arrays;
import org.llmtutor.promql.number.CompensatedSum;

/**
 * Where a counter started anew, found once for all windows over its samples. Immutable.
 *
 * <p>What was counted before the resets of a window is the difference of two sums over the whole
 * series, so that it takes no time to find; where that would lose digits the values are added.
 */
final class CounterResets {

  /** With sums at most so much larger than the result, their rounding stays below 1e-12 of it. */
  private static final double LARGEST_SHARE = 1000;

  /** No resets. */
  static final CounterResets NONE = new CounterResets(new int[0], new double[0]);

  /** The samples that are less than the one before, in order. */
  private final int[] places;

  /** The sum of what was reached before each reset, of those before it; one more for all. */
  private final double[] sums;

  private final double[] values;

  private CounterResets(int[] places, double[] values) {
    this.places = places;
    this.values = values;
    this.sums = new double[places.length + 1];
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < places.length; i++) {
      sum.add(values[places[i] - 1]);
      sums[i + 1] = sum.value();
    }
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
    if (places.length == 0) {
      return plain;
    }
    int from = ordinal(first + 1);
    int to = ordinal(last + 1);
    if (from == to) {
      return plain;
    }
    double result = plain + (sums[to] - sums[from]);
    double largest = Math.max(Math.abs(sums[to]), Math.abs(sums[from]));
    return largest <= LARGEST_SHARE * Math.abs(result) ? result : added(plain, from, to);
  }

  private double added(double plain, int from, int to) {
    double result = plain;
    for (int i = from; i < to; i++) {
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
