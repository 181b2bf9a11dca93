package org.llmtutor.promql.ast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks trees of any depth without recursion. */
public final class Tree {

  private Tree() {}

  /** The expressions directly inside {@code expr}, in the order of their text. */
  public static List<Expr> children(Expr expr) {
    if (expr instanceof BinaryExpr binary) {
      return List.of(binary.lhs(), binary.rhs());
    }
    if (expr instanceof Call call) {
      return call.arguments();
    }
    if (expr instanceof AggregateExpr aggregate) {
      Expr parameter = aggregate.parameter();
      return parameter == null ? List.of(aggregate.expr()) : List.of(parameter, aggregate.expr());
    }
    if (expr instanceof ParenExpr paren) {
      return List.of(paren.expr());
    }
    if (expr instanceof UnaryExpr unary) {
      return List.of(unary.expr());
    }
    if (expr instanceof SubqueryExpr subquery) {
      return List.of(subquery.expr());
    }
    return expr instanceof MatrixSelector matrix ? List.of(matrix.vector()) : List.of();
  }

  /** The lengths of time that {@code expr} itself names, not those of what is inside it. */
  public static List<DurationExpr> lengths(Expr expr) {
    if (expr instanceof VectorSelector selector) {
      return present(selector.offset());
    }
    if (expr instanceof MatrixSelector matrix) {
      return List.of(matrix.range());
    }
    return expr instanceof SubqueryExpr subquery
        ? present(subquery.range(), subquery.step(), subquery.offset())
        : List.of();
  }

  private static List<DurationExpr> present(@Nullable DurationExpr... lengths) {
    List<DurationExpr> present = new ArrayList<>();
    for (DurationExpr length : lengths) {
      if (length != null) {
        present.add(length);
      }
    }
    return present;
  }

  /** The lengths of time directly inside {@code length}. */
  public static List<DurationExpr> children(DurationExpr length) {
    if (length instanceof DurationExpr.Arithmetic arithmetic) {
      return List.of(arithmetic.lhs(), arithmetic.rhs());
    }
    if (length instanceof DurationExpr.Signed signed) {
      return List.of(signed.expr());
    }
    if (length instanceof DurationExpr.Paren paren) {
      return List.of(paren.expr());
    }
    return length instanceof DurationExpr.Call call ? call.arguments() : List.of();
  }

  /**
   * Visits each expression of the tree once before and once after what is inside it.
   *
   * @param enter sees a parent before its children
   * @param leave sees the children, from left to right, before their parent
   */
  public static void walk(Expr root, Consumer<Expr> enter, Consumer<Expr> leave) {
    Deque<Step> todo = new ArrayDeque<>();
    todo.push(new Step(root, false));
    while (!todo.isEmpty()) {
      Step step = todo.pop();
      if (step.done) {
        leave.accept(step.expr);
        continue;
      }
      enter.accept(step.expr);
      todo.push(new Step(step.expr, true));
      List<Expr> children = children(step.expr);
      for (int i = children.size() - 1; i >= 0; i--) {
        todo.push(new Step(children.get(i), false));
      }
    }
  }

  private record Step(Expr expr, boolean done) {}
}
