package org.llmtutor.promql.function;

import java.util.Map;
import org.llmtutor.promql.model.Labels;

/** The least and the greatest float of a window, and when they were; NaN only when all are. */
final class ExtremeFunctions {

  private ExtremeFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    return Map.of(
        "max_over_time",
        new SlidingExtreme(1),
        "min_over_time",
        new SlidingExtreme(-1),
        "ts_of_max_over_time",
        OfFloats.any((f, from, to, step) -> time(1, f, from, to)),
        "ts_of_min_over_time",
        OfFloats.any((f, from, to, step) -> time(-1, f, from, to)));
  }

  /**
   * Keeps the candidates of a window that moves forward: each is beyond all that follow. So every
   * sample is looked at twice, however long the window.
   *
   * @param sign 1 for the greatest, -1 for the least
   */
  private record SlidingExtreme(int sign) implements PromqlFunction.OfRange {

    @Override
    public PromqlFunction.Kernel bind(FunctionCall call, Labels labels, Window samples) {
      Candidates candidates = new Candidates(sign);
      return OfFloats.kernel(
          call,
          labels,
          samples,
          1,
          (floats, from, to, step) -> candidates.extreme(floats.values, from, to));
    }
  }

  private static final class Candidates {
    private final int sign;
    private int[] indexes = new int[16];
    private int first;
    private int count;
    private int seen;
    private int earliest;

    Candidates(int sign) {
      this.sign = sign;
    }

    double extreme(double[] values, int from, int to) {
      if (from < earliest || from > seen || to < seen) {
        count = 0;
        seen = from;
      }
      earliest = from;
      while (count > 0 && indexes[first] < from) {
        first = first + 1 & indexes.length - 1;
        count--;
      }
      for (; seen < to; seen++) {
        if (!Double.isNaN(values[seen])) {
          add(values, seen);
        }
      }
      return count == 0 ? values[from] : values[indexes[first]];
    }

    private void add(double[] values, int index) {
      double value = sign * values[index];
      while (count > 0 && sign * values[indexes[at(count - 1)]] < value) {
        count--;
      }
      if (count == indexes.length) {
        grow();
      }
      indexes[at(count++)] = index;
    }

    private int at(int place) {
      return first + place & indexes.length - 1;
    }

    private void grow() {
      int[] larger = new int[2 * indexes.length];
      for (int place = 0; place < count; place++) {
        larger[place] = indexes[at(place)];
      }
      indexes = larger;
      first = 0;
    }
  }

  /** When the last of the extreme floats was, in seconds. */
  private static double time(int sign, FloatSamples floats, int from, int to) {
    int best = from;
    for (int i = from + 1; i < to; i++) {
      double known = floats.values[best];
      if (sign * floats.values[i] >= sign * known || Double.isNaN(known)) {
        best = i;
      }
    }
    return floats.times[best] / 1000.0;
  }
}
