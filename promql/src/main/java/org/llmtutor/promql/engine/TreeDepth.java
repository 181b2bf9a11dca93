package org.llmtutor.promql.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorSelector;

/** How deep a tree is, without recursion. */
final class TreeDepth {

  private record Level(Object node, int depth) {}

  private TreeDepth() {}

  /** The longest way from {@code root} to a leaf, lengths of time included. */
  static int of(Expr root) {
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level(root, 1));
    int deepest = 1;
    while (!open.isEmpty()) {
      Level level = open.pop();
      deepest = Math.max(deepest, level.depth);
      for (Object child : children(level.node)) {
        open.push(new Level(child, level.depth + 1));
      }
    }
    return deepest;
  }

  private static List<Object> children(Object node) {
    List<Object> children = new ArrayList<>();
    if (node instanceof BinaryExpr binary) {
      children.add(binary.lhs());
      children.add(binary.rhs());
    } else if (node instanceof ParenExpr paren) {
      children.add(paren.expr());
    } else if (node instanceof UnaryExpr unary) {
      children.add(unary.expr());
    } else if (node instanceof Call call) {
      children.addAll(call.arguments());
    } else if (node instanceof AggregateExpr aggregate) {
      children.add(aggregate.expr());
      addPresent(children, aggregate.parameter());
    } else {
      addSelector(children, node);
    }
    return children;
  }

  private static void addSelector(List<Object> children, Object node) {
    if (node instanceof SubqueryExpr subquery) {
      children.add(subquery.expr());
      children.add(subquery.range());
      addPresent(children, subquery.step(), subquery.offset());
    } else if (node instanceof MatrixSelector matrix) {
      children.add(matrix.vector());
      children.add(matrix.range());
    } else if (node instanceof VectorSelector vector) {
      addPresent(children, vector.offset());
    } else if (node instanceof DurationExpr.Signed signed) {
      children.add(signed.expr());
    } else if (node instanceof DurationExpr.Paren paren) {
      children.add(paren.expr());
    } else if (node instanceof DurationExpr.Arithmetic arithmetic) {
      children.add(arithmetic.lhs());
      children.add(arithmetic.rhs());
    } else if (node instanceof DurationExpr.Call call) {
      children.addAll(call.arguments());
    }
  }

  private static void addPresent(List<Object> children, @Nullable Object... candidates) {
    for (Object candidate : candidates) {
      if (candidate != null) {
        children.add(candidate);
      }
    }
  }
}
