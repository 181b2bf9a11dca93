package org.llmtutor.promql.ast;

import org.llmtutor.promql.source.PositionRange;

/**
 * A string.
 *
 * @param value the text without quotes and escapes
 * @param position where it stands
 */
public record StringLiteral(String value, PositionRange position) implements Expr {

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.string(this);
  }
}
