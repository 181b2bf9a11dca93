package org.llmtutor.promql.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.llmtutor.promql.ast.Depth;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;

/** How deep an expression is together with the lengths of time in it, without recursion. */
final class TreeDepth {

  private record Level(DurationExpr expr, int depth) {}

  private final Deque<Level> open = new ArrayDeque<>();
  private int deepest;

  private TreeDepth() {}

  /** The levels of the tree, and below them those of its deepest length of time. */
  static int of(Expr root) {
    TreeDepth depth = new TreeDepth();
    Tree.walk(root, expr -> Tree.lengths(expr).forEach(depth::measure), expr -> {});
    return Depth.of(root) + depth.deepest;
  }

  private void measure(DurationExpr root) {
    open.push(new Level(root, 1));
    while (!open.isEmpty()) {
      Level level = open.pop();
      deepest = Math.max(deepest, level.depth);
      for (DurationExpr child : Tree.children(level.expr)) {
        open.push(new Level(child, level.depth + 1));
      }
    }
  }
}
