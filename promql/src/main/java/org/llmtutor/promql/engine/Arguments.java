package org.llmtutor.promql.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.function.FunctionCall;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Annotations;
import org.llmtutor.promql.model.Labels;

/** The arguments of one call in one evaluation; each is evaluated when it is first asked for. */
final class Arguments implements FunctionCall {

  private final Call source;
  private final List<Node> nodes;
  private final Evaluation evaluation;
  private final Grid grid;
  private final Map<Integer, double[]> scalars = new HashMap<>();

  Arguments(Call source, List<Node> nodes, Evaluation evaluation, Grid grid) {
    this.source = source;
    this.nodes = nodes;
    this.evaluation = evaluation;
    this.grid = grid;
  }

  @Override
  public Call source() {
    return source;
  }

  @Override
  public Grid grid() {
    return grid;
  }

  @Override
  public int size() {
    return nodes.size();
  }

  @Override
  public List<StepSeries> vector(int index) {
    if (nodes.get(index) instanceof VectorNode node) {
      List<StepSeries> series = evaluation.vector(node, grid);
      evaluation.budget().hold(Evaluation.weight(series));
      return series;
    }
    throw mismatch(index, "instant vector");
  }

  @Override
  public double[] scalar(int index) {
    double[] known = scalars.get(index);
    if (known != null) {
      return known;
    }
    if (nodes.get(index) instanceof ScalarNode node) {
      double[] values = evaluation.scalar(node, grid);
      scalars.put(index, values);
      return values;
    }
    throw mismatch(index, "scalar");
  }

  @Override
  public String string(int index) {
    if (nodes.get(index) instanceof TextNode node) {
      return node.text();
    }
    throw mismatch(index, "string");
  }

  private EvaluationException mismatch(int index, String expected) {
    return new EvaluationException(
        "expected type " + expected + " in call to function \"" + source.function() + "\"",
        "check the types of a query before it is evaluated",
        source.arguments().get(index).position());
  }

  @Override
  public Annotations annotations() {
    return evaluation.annotations();
  }

  @Override
  public boolean delayedNameRemoval() {
    return evaluation.delayedNameRemoval();
  }

  @Override
  public StepSeries withoutName(StepSeries series, double[] values) {
    Labels labels =
        evaluation.delayedNameRemoval() ? series.labels() : MetricName.drop(series.labels());
    return new StepSeries(labels, true, values, null);
  }
}
