package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Labels;

/** {@code timestamp} of a selector: when its samples were taken, not when they are looked at. */
record SampleTimes(InstantSelection selection) implements VectorNode {

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    List<StepSeries> result = new ArrayList<>();
    for (StepSeries series : evaluation.vector(selection.takingTimes(), grid)) {
      Labels labels =
          evaluation.delayedNameRemoval() ? series.labels() : MetricName.drop(series.labels());
      result.add(series.relabelled(labels, true));
    }
    return SameLabels.join(result, grid, evaluation);
  }
}
