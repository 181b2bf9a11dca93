package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.PromqlFunction;
import org.llmtutor.promql.function.StepSeries;

/** A call of a function whose arguments are instant vectors, scalars and texts. */
final class FunctionOfVectors implements VectorNode {

  private final Call source;
  private final PromqlFunction.OfVectors function;
  private final List<Node> arguments;

  FunctionOfVectors(Call source, PromqlFunction.OfVectors function, List<Node> arguments) {
    this.source = source;
    this.function = function;
    this.arguments = arguments;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    Arguments call = new Arguments(source, arguments, evaluation, grid);
    return SameLabels.join(function.apply(call), grid, evaluation);
  }
}
