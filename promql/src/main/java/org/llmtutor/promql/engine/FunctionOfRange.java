package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.PromqlFunction;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.function.Window;
import org.llmtutor.promql.model.Labels;

/** A call of a function that has a range vector among its arguments. */
final class FunctionOfRange implements VectorNode {

  private final Call source;
  private final PromqlFunction.OfRange function;
  private final List<Node> arguments;
  private final RangeNode range;

  FunctionOfRange(
      Call source, PromqlFunction.OfRange function, List<Node> arguments, RangeNode range) {
    this.source = source;
    this.function = function;
    this.arguments = arguments;
    this.range = range;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    Arguments call = new Arguments(source, arguments, evaluation, grid);
    Ranges ranges = range.evaluate(evaluation, grid);
    ExtensionRules.check(source, ranges.extension());
    WindowWalk walk = new WindowWalk(evaluation, ranges, grid);
    List<StepSeries> result = new ArrayList<>(ranges.series().size());
    for (Ranges.Member series : ranges.series()) {
      evaluation.budget().check();
      StepSeries out = empty(series, evaluation, grid);
      Window window = new Window(series.samples(), ranges.extension());
      PromqlFunction.Kernel kernel = function.bind(call, series.labels(), window);
      walk.run(series.samples(), window, out, kernel);
      if (!out.isEmpty()) {
        evaluation.budget().hold(out.steps());
        result.add(out);
      }
    }
    return evaluation.delayedNameRemoval() ? result : SameLabels.refuse(result);
  }

  private StepSeries empty(Ranges.Member series, Evaluation evaluation, Grid grid) {
    boolean drops = !function.keepsName();
    boolean now = drops && !evaluation.delayedNameRemoval();
    Labels labels = now ? MetricName.drop(series.labels()) : series.labels();
    return new StepSeries(labels, drops || series.dropName(), grid.count());
  }
}
