package org.llmtutor.promql.ast;

import org.llmtutor.promql.source.PositionRange;

/**
 * A sign before an expression.
 *
 * @param negative whether it is a minus
 * @param expr what the sign applies to
 * @param position where it stands
 */
public record UnaryExpr(boolean negative, Expr expr, PositionRange position) implements Expr {

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.unary(this);
  }
}
