package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Labels;

/** A binary operator between each series of a vector and a number. */
final class VectorScalarOperation implements VectorNode {

  private final BinaryExpr source;
  private final VectorNode vector;
  private final ScalarNode scalar;
  private final boolean scalarOnLeft;

  VectorScalarOperation(
      BinaryExpr source, VectorNode vector, ScalarNode scalar, boolean scalarOnLeft) {
    this.source = source;
    this.vector = vector;
    this.scalar = scalar;
    this.scalarOnLeft = scalarOnLeft;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    StepSeries number = number(evaluation, grid);
    List<StepSeries> input = evaluation.vector(vector, grid);
    evaluation.budget().hold(Evaluation.weight(input));
    SampleOperator operator = new SampleOperator(source, comparing(), evaluation.annotations());
    boolean drops = source.returnBool() || MatchedLabels.changesMetric(source.op());
    List<StepSeries> result = new ArrayList<>(input.size());
    for (StepSeries series : input) {
      evaluation.budget().check();
      Labels labels =
          drops && !evaluation.delayedNameRemoval()
              ? MetricName.drop(series.labels())
              : series.labels();
      boolean dropName = drops || series.dropName();
      result.add(
          scalarOnLeft
              ? operator.apply(number, series, labels, dropName)
              : operator.apply(series, number, labels, dropName));
    }
    return SameLabels.join(result, grid, evaluation);
  }

  private StepSeries number(Evaluation evaluation, Grid grid) {
    return new StepSeries(Labels.EMPTY, false, evaluation.scalar(scalar, grid), null);
  }

  private FloatOperators.Comparing comparing() {
    if (source.returnBool()) {
      return FloatOperators.Comparing.BOOL;
    }
    return scalarOnLeft ? FloatOperators.Comparing.KEEP_RIGHT : FloatOperators.Comparing.KEEP_LEFT;
  }
}
