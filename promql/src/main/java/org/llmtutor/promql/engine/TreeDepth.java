package org.llmtutor.promql.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Depth;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;

/** How deep an expression is together with the lengths of time in it, without recursion. */
final class TreeDepth {

  private record Level(DurationExpr expr, int depth) {}

  private final Deque<Level> open = new ArrayDeque<>();
  private int deepest;

  private TreeDepth() {}

  /** The levels of the tree, and below them those of its deepest length of time. */
  static int of(Expr root) {
    TreeDepth depth = new TreeDepth();
    Tree.walk(root, depth::durations, expr -> {});
    return Depth.of(root) + depth.deepest;
  }

  private void durations(Expr expr) {
    if (expr instanceof VectorSelector selector) {
      measure(selector.offset());
    } else if (expr instanceof MatrixSelector matrix) {
      measure(matrix.range());
    } else if (expr instanceof SubqueryExpr subquery) {
      measure(subquery.range());
      measure(subquery.step());
      measure(subquery.offset());
    }
  }

  private void measure(@Nullable DurationExpr root) {
    if (root != null) {
      open.push(new Level(root, 1));
    }
    while (!open.isEmpty()) {
      Level level = open.pop();
      deepest = Math.max(deepest, level.depth);
      for (DurationExpr child : children(level.expr)) {
        open.push(new Level(child, level.depth + 1));
      }
    }
  }

  private static List<DurationExpr> children(DurationExpr expr) {
    if (expr instanceof DurationExpr.Arithmetic arithmetic) {
      return List.of(arithmetic.lhs(), arithmetic.rhs());
    }
    if (expr instanceof DurationExpr.Signed signed) {
      return List.of(signed.expr());
    }
    if (expr instanceof DurationExpr.Paren paren) {
      return List.of(paren.expr());
    }
    return expr instanceof DurationExpr.Call call ? call.arguments() : List.of();
  }
}
