package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.model.Annotations;
import org.llmtutor.promql.number.FloatText;
import org.llmtutor.promql.source.PositionRange;

/** The number before the expression of an aggregation, one for each step. */
@SuppressWarnings("ArrayRecordComponent") // made and read by one aggregation only
record Parameter(double[] values, double least, double greatest, boolean hasNan) {

  static Parameter of(double[] values) {
    double least = Double.MAX_VALUE;
    double greatest = -Double.MAX_VALUE;
    boolean hasNan = false;
    for (double value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      hasNan |= Double.isNaN(value);
    }
    return new Parameter(values, least, greatest, hasNan);
  }

  static double[] required(Evaluation evaluation, @Nullable ScalarNode node, Grid grid) {
    if (node == null) {
      throw new IllegalStateException("an aggregation lacks its parameter");
    }
    return evaluation.scalar(node, grid);
  }

  /** Notes quantiles outside of [0, 1]. */
  static void noteQuantiles(double[] values, AggregateExpr source, Annotations annotations) {
    Parameter parameter = of(values);
    PositionRange position = position(source);
    if (parameter.hasNan) {
      noteQuantile(Double.NaN, annotations, position);
    }
    if (parameter.greatest > 1) {
      noteQuantile(parameter.greatest, annotations, position);
    }
    if (parameter.least < 0) {
      noteQuantile(parameter.least, annotations, position);
    }
  }

  private static void noteQuantile(double value, Annotations annotations, PositionRange position) {
    annotations.warn(
        "quantile value should be between 0 and 1, got " + FloatText.format(value), position);
  }

  static PositionRange position(AggregateExpr source) {
    Expr parameter = source.parameter();
    return parameter == null ? source.position() : parameter.position();
  }
}
