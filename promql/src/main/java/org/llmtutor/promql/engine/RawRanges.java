package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;

/** A range vector that is a whole query: the samples of its one window. */
final class RawRanges {

  private RawRanges() {}

  static List<Series> of(RangeNode node, Evaluation evaluation, Grid grid) {
    return node instanceof Subquery subquery
        ? points(subquery, evaluation, grid)
        : samples(node.evaluate(evaluation, grid), evaluation, grid);
  }

  private static List<Series> points(Subquery subquery, Evaluation evaluation, Grid grid) {
    Grid steps = subquery.steps(evaluation, grid);
    Points points = new Points(steps);
    List<Series> result = new ArrayList<>();
    for (StepSeries series :
        Results.finish(evaluation.vector(subquery.inner(), steps), evaluation)) {
      result.add(new Series(series.labels(), points.of(series)));
    }
    return result;
  }

  private static List<Series> samples(Ranges ranges, Evaluation evaluation, Grid grid) {
    long end = ranges.times().first(grid);
    long start = Times.minus(end, ranges.length());
    List<Series> result = new ArrayList<>();
    for (Ranges.Member series : ranges.series()) {
      Samples inside =
          ranges.extension() == RangeExtension.NONE
              ? between(series.samples(), start, end)
              : new ExtendedSamples(ranges, evaluation.lookback()).of(series.samples(), start, end);
      if (inside.length() > 0) {
        evaluation.budget().hold(inside.length());
        result.add(new Series(series.labels(), inside));
      }
    }
    return result;
  }

  /** Those after {@code start} and not after {@code end}; arrays are shared. */
  static Samples between(Samples samples, long start, long end) {
    int last = samples.offset() + samples.length();
    int from = SampleSearch.after(samples.timestamps(), samples.offset(), last, start);
    int to = SampleSearch.after(samples.timestamps(), from, last, end);
    return new Samples(
        samples.timestamps(), samples.values(), samples.histograms(), from, to - from);
  }
}
