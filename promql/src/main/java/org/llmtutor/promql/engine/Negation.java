package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;

/** A minus before a vector. */
record Negation(VectorNode operand) implements VectorNode {

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    List<StepSeries> input = evaluation.vector(operand, grid);
    evaluation.budget().hold(Evaluation.weight(input));
    boolean delayed = evaluation.delayedNameRemoval();
    List<StepSeries> result = new ArrayList<>(input.size());
    for (StepSeries series : input) {
      Labels labels = delayed ? series.labels() : MetricName.drop(series.labels());
      result.add(new StepSeries(labels, true, floats(series), histograms(series)));
    }
    return delayed ? result : SameLabels.merge(result);
  }

  private static double[] floats(StepSeries series) {
    double[] values = series.values().clone();
    for (int step = 0; step < values.length; step++) {
      if (!StepSeries.isAbsent(values[step])) {
        values[step] = -values[step];
      }
    }
    return values;
  }

  private static @Nullable FloatHistogram @Nullable [] histograms(StepSeries series) {
    @Nullable FloatHistogram @Nullable [] histograms = series.histograms();
    if (histograms == null) {
      return null;
    }
    @Nullable FloatHistogram[] negated = new FloatHistogram[histograms.length];
    for (int step = 0; step < negated.length; step++) {
      FloatHistogram histogram = histograms[step];
      negated[step] = histogram == null ? null : histogram.negated();
    }
    return negated;
  }
}
