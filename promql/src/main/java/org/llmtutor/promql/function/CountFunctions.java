package org.llmtutor.promql.function;

import java.util.Map;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.model.Labels;

/** Range functions that count how often something happens between neighbouring samples. */
final class CountFunctions {

  private CountFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    return Map.of(
        "resets", new OfPairs((before, now) -> now < before, HistogramWindows::resets),
        "changes", new OfPairs(CountFunctions::differ, HistogramWindows::changes));
  }

  private static boolean differ(double before, double now) {
    return before != now && !(Double.isNaN(before) && Double.isNaN(now));
  }

  private interface OfNeighbours {
    boolean holds(double before, double now);
  }

  /** Counts in a window from the given index on. */
  private interface Counting {
    int count(Window window, int first);
  }

  /**
   * Counts neighbours once for all windows; where there are histograms, in each window.
   *
   * @param test what to count
   * @param withHistograms how to count where there are histograms
   */
  private record OfPairs(OfNeighbours test, Counting withHistograms)
      implements PromqlFunction.OfRange {

    @Override
    public PromqlFunction.Kernel bind(FunctionCall call, Labels labels, Window samples) {
      Counting count = samples.histograms == null ? ofFloats(samples) : withHistograms;
      return (window, out) -> {
        int first = first(window);
        if (first >= 0) {
          out.set(window.step, count.count(window, first));
        }
      };
    }

    private Counting ofFloats(Window samples) {
      double[] values = samples.values;
      int start = samples.start;
      int[] counts = new int[samples.end - start];
      for (int i = 1; i < counts.length; i++) {
        boolean holds = test.holds(values[start + i - 1], values[start + i]);
        counts[i] = counts[i - 1] + (holds ? 1 : 0);
      }
      return (window, first) -> counts[window.to - 1 - start] - counts[first - start];
    }

    /** An anchored range starts with the last sample before it; -1 when nothing is in it. */
    private static int first(Window window) {
      if (window.extension == RangeExtension.NONE) {
        return window.from;
      }
      int inside = WindowSearch.after(window.timestamps, window.from, window.to, window.rangeStart);
      return inside == window.to ? -1 : Math.max(window.from, inside - 1);
    }
  }
}
