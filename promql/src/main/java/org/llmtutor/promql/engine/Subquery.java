package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.CounterResetHint;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Samples;

/**
 * An expression evaluated at every multiple of a step, {@code rate(a[1m])[1h:5m]}; once for all
 * windows.
 *
 * @param inner what to evaluate
 * @param times where the windows end
 * @param length how long the windows are, in milliseconds
 * @param step the distance of the inner steps, in milliseconds
 */
record Subquery(VectorNode inner, SelectorTimes times, long length, long step)
    implements RangeNode {

  @Override
  public Ranges evaluate(Evaluation evaluation, Grid grid) {
    Grid steps = steps(evaluation, grid);
    List<StepSeries> values = evaluation.vector(inner, steps);
    evaluation.budget().hold(Evaluation.weight(values));
    Points points = new Points(steps);
    List<Ranges.Member> series = new ArrayList<>(values.size());
    for (StepSeries one : values) {
      Samples samples = StaleMarkers.remove(points.of(forgetResets(one)));
      series.add(new Ranges.Member(one.labels(), samples, one.dropName()));
    }
    return new Ranges(series, times, length, RangeExtension.NONE);
  }

  /** The inner steps: multiples of the step, the first one after the start of the first window. */
  Grid steps(Evaluation evaluation, Grid grid) {
    long start = Times.minus(times.first(grid), length);
    long first = start / step * step;
    if (first <= start) {
      first += step;
    }
    return evaluation.budget().grid(first, times.last(grid), step);
  }

  /** What was known about counter resets holds between samples, not between inner steps. */
  private static StepSeries forgetResets(StepSeries series) {
    @Nullable FloatHistogram @Nullable [] histograms = series.histograms();
    if (histograms == null) {
      return series;
    }
    @Nullable FloatHistogram[] forgetful = new FloatHistogram[histograms.length];
    for (int step = 0; step < forgetful.length; step++) {
      FloatHistogram histogram = histograms[step];
      boolean gauge = histogram != null && histogram.counterResetHint() == CounterResetHint.GAUGE;
      forgetful[step] =
          histogram == null || gauge ? histogram : histogram.withHint(CounterResetHint.UNKNOWN);
    }
    return new StepSeries(series.labels(), series.dropName(), series.values(), forgetful);
  }
}
