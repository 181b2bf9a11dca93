package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;

/**
 * A selector without a range: at each step the latest sample that is younger than the look-back,
 * unless it says that the series has ended.
 */
final class InstantSelection implements VectorNode {

  /** What a step gets. */
  enum Taking {
    /** The sample's value. */
    VALUE,
    /** The sample's time in seconds. */
    TIME
  }

  private final List<LabelMatcher> matchers;
  private final SelectorTimes times;
  private final Taking taking;

  InstantSelection(List<LabelMatcher> matchers, SelectorTimes times, Taking taking) {
    this.matchers = matchers;
    this.times = times;
    this.taking = taking;
  }

  /** The same selection, giving the samples' times. */
  InstantSelection takingTimes() {
    return new InstantSelection(matchers, times, Taking.TIME);
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    long oldest = Times.minus(times.first(grid), evaluation.lookback() - 1);
    List<Series> selected = evaluation.select(oldest, times.last(grid), matchers);
    List<StepSeries> result = new ArrayList<>(selected.size());
    for (Series series : selected) {
      evaluation.budget().check();
      StepSeries steps = new Walk(series.samples(), grid, evaluation.lookback()).over(series);
      if (steps != null) {
        evaluation.budget().hold(steps.steps());
        result.add(steps);
      }
    }
    return result;
  }

  /** Moves over one series' samples and the steps at once. */
  private final class Walk {
    private final long[] timestamps;
    private final double[] values;
    private final @Nullable FloatHistogram @Nullable [] histograms;
    private final int end;
    private final int steps;
    private final long first;
    private final long stride;
    private final long lookback;

    Walk(Samples samples, Grid grid, long lookback) {
      this.timestamps = samples.timestamps();
      this.values = samples.values();
      this.histograms = samples.histograms();
      this.end = samples.offset() + samples.length();
      this.steps = grid.count();
      this.first = times.first(grid);
      this.stride = times.stride(grid);
      this.lookback = lookback;
    }

    @Nullable StepSeries over(Series series) {
      StepSeries out = new StepSeries(series.labels(), false, steps);
      int start = series.samples().offset();
      int next = SampleSearch.after(timestamps, start, end, first);
      boolean any = false;
      long reference = first;
      for (int step = 0; step < steps; step++, reference += stride) {
        while (next < end && timestamps[next] <= reference) {
          next++;
        }
        int last = next - 1;
        if (last >= start && timestamps[last] > reference - lookback) {
          any |= put(out, step, last);
        }
      }
      return any ? out : null;
    }

    private boolean put(StepSeries out, int step, int index) {
      FloatHistogram histogram = histograms == null ? null : histograms[index];
      if (histogram == null && Samples.isStale(values[index])) {
        return false;
      }
      if (taking == Taking.TIME) {
        out.set(step, timestamps[index] / 1000.0);
      } else if (histogram != null) {
        out.set(step, histogram);
      } else {
        out.set(step, values[index]);
      }
      return true;
    }
  }
}
