package org.llmtutor.promql.ast;

import org.llmtutor.promql.source.PositionRange;

/**
 * A PromQL expression. Immutable. Two expressions are equal when they read the same <em>and</em>
 * stand at the same place; compare printed texts to ignore places.
 *
 * <p>A tree may be tens of thousands of nodes deep; walk it under {@link DeepStack}.
 */
public sealed interface Expr
    permits NumberLiteral,
        StringLiteral,
        VectorSelector,
        MatrixSelector,
        SubqueryExpr,
        AggregateExpr,
        BinaryExpr,
        UnaryExpr,
        ParenExpr,
        Call {

  /** Where the expression stands in its text. */
  PositionRange position();

  /** Calls the method of {@code visitor} that fits this node. */
  <R> R accept(ExprVisitor<R> visitor);
}
