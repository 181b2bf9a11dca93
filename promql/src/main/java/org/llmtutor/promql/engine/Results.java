package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.model.Value;

/** Evaluates whole queries and makes values of what comes out. */
final class Results {

  private Results() {}

  static Value instant(Node node, Evaluation evaluation, long time) {
    Grid grid = Grid.at(time);
    if (node instanceof TextNode text) {
      return new Value.Text(time, text.text());
    }
    if (node instanceof ScalarNode scalar) {
      return new Value.Scalar(time, evaluation.scalar(scalar, grid)[0]);
    }
    if (node instanceof VectorNode vector) {
      return vector(finish(evaluation.vector(vector, grid), evaluation), time);
    }
    return new Value.Matrix(sorted(RawRanges.of((RangeNode) node, evaluation, grid)));
  }

  static Value range(Node node, Evaluation evaluation, Grid grid, Expr expr) {
    if (node instanceof ScalarNode scalar) {
      double[] values = evaluation.scalar(scalar, grid);
      return values.length == 0
          ? new Value.Matrix(List.of())
          : matrix(List.of(new StepSeries(Labels.EMPTY, false, values, null)), grid);
    }
    if (node instanceof VectorNode vector) {
      return matrix(finish(evaluation.vector(vector, grid), evaluation), grid);
    }
    String type = node instanceof TextNode ? "string" : "range vector";
    throw new EvaluationException(
        "invalid expression type \""
            + type
            + "\" for range query, must be Scalar or instant Vector",
        "ask for it at one time",
        expr.position());
  }

  /** Removes metric names that were to be removed when the query ends. */
  static List<StepSeries> finish(List<StepSeries> series, Evaluation evaluation) {
    if (!evaluation.delayedNameRemoval()) {
      return series;
    }
    List<StepSeries> named = new ArrayList<>(series.size());
    for (StepSeries one : series) {
      named.add(one.dropName() ? one.relabelled(MetricName.drop(one.labels()), false) : one);
    }
    return SameLabels.merge(named);
  }

  private static Value vector(List<StepSeries> series, long time) {
    List<Value.Sample> samples = new ArrayList<>(series.size());
    for (StepSeries one : series) {
      samples.add(new Value.Sample(one.labels(), time, one.values()[0], one.histogram(0)));
    }
    return new Value.Vector(samples);
  }

  private static Value matrix(List<StepSeries> series, Grid grid) {
    Points points = new Points(grid);
    List<Series> matrix = new ArrayList<>(series.size());
    for (StepSeries one : series) {
      matrix.add(new Series(one.labels(), points.of(one)));
    }
    return new Value.Matrix(sorted(matrix));
  }

  private static List<Series> sorted(List<Series> series) {
    List<Series> sorted = new ArrayList<>(series);
    sorted.sort(Comparator.comparing(Series::labels));
    return sorted;
  }
}
