package org.llmtutor.promql.ast;

import org.llmtutor.promql.source.PositionRange;

/**
 * A range of samples of series, {@code up[5m]}. Offset and {@code @} belong to the selector inside.
 *
 * @param vector which series
 * @param range how far back from each step
 * @param position where it stands
 */
public record MatrixSelector(VectorSelector vector, DurationExpr range, PositionRange position)
    implements Expr {

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.matrixSelector(this);
  }
}
