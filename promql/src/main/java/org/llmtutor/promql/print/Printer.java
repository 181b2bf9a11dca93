package org.llmtutor.promql.print;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.llmtutor.promql.ast.Expr;

/**
 * Expressions as text on one line, in Prometheus' canonical form: {@code sum by (job)
 * (rate(up[5m]))}. Matchers come sorted; of the parentheses those are written that the tree holds
 * as nodes, so that a parsed expression reads back as itself. Depth does not matter.
 */
public final class Printer {

  private Printer() {}

  /** {@code expr} on one line. */
  public static String print(Expr expr) {
    return printPart(expr);
  }

  /** An {@link Expr} or a {@link org.llmtutor.promql.ast.DurationExpr} on one line. */
  static String printPart(Object node) {
    StringBuilder text = new StringBuilder();
    Deque<Object> todo = new ArrayDeque<>();
    todo.push(node);
    while (!todo.isEmpty()) {
      Object next = todo.pop();
      if (next instanceof String part) {
        text.append(part);
      } else {
        pushAll(todo, Parts.of(next));
      }
    }
    return text.toString();
  }

  private static void pushAll(Deque<Object> todo, List<Object> parts) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      todo.push(parts.get(i));
    }
  }
}
