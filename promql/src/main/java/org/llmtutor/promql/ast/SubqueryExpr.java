package org.llmtutor.promql.ast;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.source.PositionRange;

/**
 * An instant query run over a range, {@code rate(a[1m])[1h:5m]}.
 *
 * @param expr what to evaluate at each of its steps
 * @param range how far back from each outer step
 * @param step the distance of its steps; null for the engine's default
 * @param offset how far back to look from each step; null for none
 * @param at the fixed time to look at; null for each step's own
 * @param position where it stands, modifiers included
 */
public record SubqueryExpr(
    Expr expr,
    DurationExpr range,
    @Nullable DurationExpr step,
    @Nullable DurationExpr offset,
    @Nullable AtModifier at,
    PositionRange position)
    implements Expr {

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.subquery(this);
  }
}
