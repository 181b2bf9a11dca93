package org.llmtutor.promql.ast;

import org.llmtutor.promql.source.PositionRange;

/**
 * A number.
 *
 * @param value its value; seconds when written as a duration
 * @param duration whether it was written as a duration, such as {@code 5m}
 * @param position where it stands
 */
public record NumberLiteral(double value, boolean duration, PositionRange position)
    implements Expr {

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.number(this);
  }
}
