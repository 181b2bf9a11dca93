package org.llmtutor.promql.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;

/** What a query depends on beside the samples that it selects. */
final class TimeDependence {

  private static final Set<String> ON_TIME =
      Set.of(
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "days_in_month",
          "hour",
          "minute",
          "month",
          "predict_linear",
          "time",
          "timestamp",
          "year");

  private static final Set<String> ON_STEPS = Set.of("start", "end", "step", "range");

  private final Deque<DurationExpr> open = new ArrayDeque<>();
  private boolean onTime;
  private boolean onSteps;

  /** Of {@code query}. */
  TimeDependence(Expr query) {
    Tree.walk(query, this::look, expr -> {});
  }

  /** Whether it depends on the time at which it is asked, however its selectors are pinned. */
  boolean onTime() {
    return onTime;
  }

  /** Whether it depends on the steps of the query that it is a part of. */
  boolean onSteps() {
    return onSteps;
  }

  private void look(Expr expr) {
    if (expr instanceof Call call) {
      onTime |= ON_TIME.contains(call.function());
      onSteps |= ON_STEPS.contains(call.function());
    }
    open.addAll(Tree.lengths(expr));
    while (!open.isEmpty()) {
      DurationExpr length = open.pop();
      onSteps |= length instanceof DurationExpr.Call call && ON_STEPS.contains(call.function());
      open.addAll(Tree.children(length));
    }
  }
}
