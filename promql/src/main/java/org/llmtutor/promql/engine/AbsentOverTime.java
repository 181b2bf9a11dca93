package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.function.Window;
import org.llmtutor.promql.model.Labels;

/** {@code absent_over_time}: 1 at steps where no series has a sample in its window. */
final class AbsentOverTime implements VectorNode {

  private final Call source;
  private final RangeNode range;
  private final Labels labels;

  AbsentOverTime(Call source, RangeNode range, Labels labels) {
    this.source = source;
    this.range = range;
    this.labels = labels;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    Ranges ranges = range.evaluate(evaluation, grid);
    ExtensionRules.check(source, ranges.extension());
    WindowWalk walk = new WindowWalk(evaluation, ranges, grid);
    StepSeries present = new StepSeries(labels, true, grid.count());
    for (Ranges.Member series : ranges.series()) {
      evaluation.budget().check();
      walk.run(
          series.samples(),
          new Window(series.samples(), ranges.extension()),
          present,
          (window, out) -> out.set(window.step, 1));
    }
    StepSeries absent = new StepSeries(labels, true, grid.count());
    for (int step = 0; step < grid.count(); step++) {
      if (!present.has(step)) {
        absent.set(step, 1);
      }
    }
    return Evaluation.present(List.of(absent));
  }
}
