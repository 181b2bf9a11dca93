package org.llmtutor.promql.ast;

import org.llmtutor.promql.source.PositionRange;

/**
 * An expression in parentheses.
 *
 * @param expr what stands inside
 * @param position where it stands, parentheses included
 */
public record ParenExpr(Expr expr, PositionRange position) implements Expr {

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.paren(this);
  }
}
