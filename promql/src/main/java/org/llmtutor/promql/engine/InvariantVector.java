package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;

/** A vector that is the same at each step: evaluated at the first and repeated. */
record InvariantVector(VectorNode operand) implements VectorNode {

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    List<StepSeries> once = evaluation.vector(operand, Grid.at(grid.start()));
    if (grid.count() == 1) {
      return once;
    }
    List<StepSeries> result = new ArrayList<>(once.size());
    for (StepSeries series : once) {
      evaluation.budget().hold(grid.count());
      result.add(repeat(series, grid.count()));
    }
    return result;
  }

  private static StepSeries repeat(StepSeries series, int steps) {
    double[] values = new double[steps];
    Arrays.fill(values, series.values()[0]);
    FloatHistogram histogram = series.histogram(0);
    if (histogram == null) {
      return new StepSeries(series.labels(), series.dropName(), values, null);
    }
    FloatHistogram[] histograms = new FloatHistogram[steps];
    Arrays.fill(histograms, histogram);
    return new StepSeries(series.labels(), series.dropName(), values, histograms);
  }
}
