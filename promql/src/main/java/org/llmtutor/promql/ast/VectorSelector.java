package org.llmtutor.promql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.source.PositionRange;

/**
 * Series by name and labels.
 *
 * @param name the metric name before or as the first quoted item in the braces; null when there is
 *     none
 * @param matchers all conditions, the one on {@code __name__} that {@code name} stands for included
 * @param offset how far back to look from each step; null for none
 * @param at the fixed time to look at; null for each step's own
 * @param extension whether a range looks beyond its borders
 * @param position where it stands, modifiers included
 */
public record VectorSelector(
    @Nullable String name,
    List<LabelMatcher> matchers,
    @Nullable DurationExpr offset,
    @Nullable AtModifier at,
    RangeExtension extension,
    PositionRange position)
    implements Expr {

  /** Copies the matchers. */
  public VectorSelector {
    matchers = List.copyOf(matchers);
  }

  @Override
  public <R> R accept(ExprVisitor<R> visitor) {
    return visitor.vectorSelector(this);
  }
}
