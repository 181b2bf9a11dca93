package org.llmtutor.promql.engine;

import java.util.Arrays;
import java.util.List;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Labels;

/** The ways to get a number for each step. */
final class ScalarNodes {

  private ScalarNodes() {}

  /** A number that is written. */
  record Literal(double value) implements ScalarNode {

    @Override
    public double[] evaluate(Evaluation evaluation, Grid grid) {
      double[] values = new double[grid.count()];
      Arrays.fill(values, value);
      return values;
    }
  }

  /** A minus before a number. */
  record Negated(ScalarNode operand) implements ScalarNode {

    @Override
    public double[] evaluate(Evaluation evaluation, Grid grid) {
      double[] values = evaluation.scalar(operand, grid).clone();
      for (int step = 0; step < values.length; step++) {
        values[step] = -values[step];
      }
      return values;
    }
  }

  /** Two numbers and an operator. */
  record Combined(FloatOperator operator, ScalarNode lhs, ScalarNode rhs) implements ScalarNode {

    @Override
    public double[] evaluate(Evaluation evaluation, Grid grid) {
      double[] left = evaluation.scalar(lhs, grid);
      double[] right = evaluation.scalar(rhs, grid);
      double[] values = new double[left.length];
      for (int step = 0; step < values.length; step++) {
        values[step] = operator.apply(left[step], right[step]);
      }
      return values;
    }
  }

  /** A function that gives a number. */
  record OfFunction(VectorNode call) implements ScalarNode {

    @Override
    public double[] evaluate(Evaluation evaluation, Grid grid) {
      List<StepSeries> series = evaluation.vector(call, grid);
      if (series.size() != 1) {
        throw new IllegalStateException("a scalar function gave " + series.size() + " series");
      }
      return series.get(0).values();
    }
  }

  /** A number that is the same at each step, evaluated once. */
  record Invariant(ScalarNode operand) implements ScalarNode {

    @Override
    public double[] evaluate(Evaluation evaluation, Grid grid) {
      double[] values = new double[grid.count()];
      Arrays.fill(values, evaluation.scalar(operand, Grid.at(grid.start()))[0]);
      return values;
    }
  }

  /** A number as a vector of one series without labels. */
  record AsVector(ScalarNode operand) implements VectorNode {

    @Override
    public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
      double[] values = evaluation.scalar(operand, grid);
      return List.of(new StepSeries(Labels.EMPTY, false, values, null));
    }
  }
}
