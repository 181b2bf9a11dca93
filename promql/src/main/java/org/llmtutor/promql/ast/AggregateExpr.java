package org.llmtutor.promql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.source.PositionRange;

/**
 * An aggregation over series.
 *
 * @param op which
 * @param expr over what
 * @param parameter the first argument of those that take one, such as {@code topk}; else null
 * @param grouping the labels after {@code by} or {@code without}
 * @param without whether {@code grouping} names the labels to drop
 * @param position where it stands
 */
public record AggregateExpr(
    AggregateOp op,
    Expr expr,
    @Nullable Expr parameter,
    List<String> grouping,
    boolean without,
    PositionRange position)
    implements Expr {

  /** Copies the grouping labels. */
  public AggregateExpr {
    grouping = List.copyOf(grouping);
  }

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.aggregate(this);
  }
}
