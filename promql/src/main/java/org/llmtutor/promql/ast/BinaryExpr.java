package org.llmtutor.promql.ast;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.source.PositionRange;

/**
 * Two expressions and an operator.
 *
 * @param op which
 * @param lhs the left side
 * @param rhs the right side
 * @param matching how series of both sides find each other; null unless written, see {@link
 *     VectorMatching#DEFAULT}
 * @param returnBool whether a comparison gives 0 or 1 instead of filtering
 * @param position where it stands
 */
public record BinaryExpr(
    BinaryOp op,
    Expr lhs,
    Expr rhs,
    @Nullable VectorMatching matching,
    boolean returnBool,
    PositionRange position)
    implements Expr {

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.binary(this);
  }
}
