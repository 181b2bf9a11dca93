package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.source.PositionRange;

/**
 * A {@code smoothed} selector without a range: at each step the value on the line between the
 * samples before and after, each within the look-back; the one before when none follows.
 */
final class SmoothedSelection implements VectorNode {

  private final List<LabelMatcher> matchers;
  private final SelectorTimes times;
  private final PositionRange position;

  SmoothedSelection(List<LabelMatcher> matchers, SelectorTimes times, PositionRange position) {
    this.matchers = matchers;
    this.times = times;
    this.position = position;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    long lookback = evaluation.lookback();
    long oldest = Times.minus(times.first(grid), lookback - 1);
    long latest = Times.plus(times.last(grid), lookback);
    List<StepSeries> result = new ArrayList<>();
    for (Series series : evaluation.select(oldest, latest, matchers)) {
      evaluation.budget().check();
      StepSeries steps = smooth(series, grid, lookback);
      if (!steps.isEmpty()) {
        evaluation.budget().hold(steps.steps());
        result.add(steps);
      }
    }
    return result;
  }

  private StepSeries smooth(Series series, Grid grid, long lookback) {
    Samples samples = StaleMarkers.remove(series.samples());
    StepSeries out = new StepSeries(series.labels(), false, grid.count());
    int start = samples.offset();
    int end = start + samples.length();
    long reference = times.first(grid);
    int next = SampleSearch.after(samples.timestamps(), start, end, reference);
    for (int step = 0; step < out.steps(); step++, reference += times.stride(grid)) {
      while (next < end && samples.timestamps()[next] <= reference) {
        next++;
      }
      refuseHistograms(samples, start, next, end, reference, lookback);
      Double value = at(samples, start, next, end, reference, lookback);
      if (value != null) {
        out.set(step, value);
      }
    }
    return out;
  }

  private static @Nullable Double at(
      Samples samples, int start, int next, int end, long reference, long lookback) {
    long[] times = samples.timestamps();
    if (next == start || times[next - 1] <= reference - lookback) {
      return null;
    }
    double before = samples.values()[next - 1];
    if (times[next - 1] == reference || next == end || times[next] > reference + lookback) {
      return before;
    }
    double after = samples.values()[next];
    double share =
        (double) (reference - times[next - 1]) / (double) (times[next] - times[next - 1]);
    return before + (after - before) * share;
  }

  private void refuseHistograms(
      Samples samples, int start, int next, int end, long reference, long lookback) {
    if (samples.histograms() == null) {
      return;
    }
    boolean before =
        next > start
            && samples.timestamps()[next - 1] > reference - lookback
            && samples.histograms()[next - 1] != null;
    boolean after =
        next < end
            && samples.timestamps()[next] <= reference + lookback
            && samples.histograms()[next] != null;
    if (before || after) {
      throw new EvaluationException(
          "smoothed and anchored modifiers do not work with native histograms",
          "remove the modifier",
          position);
    }
  }
}
