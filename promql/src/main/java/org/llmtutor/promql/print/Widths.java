package org.llmtutor.promql.print;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.llmtutor.promql.ast.Expr;

/** How many bytes each node of a tree takes on one line; found in one walk, whatever the depth. */
final class Widths {

  private final IdentityHashMap<Object, Long> widths = new IdentityHashMap<>();

  Widths(Expr root) {
    Deque<Object> todo = new ArrayDeque<>();
    todo.push(root);
    while (!todo.isEmpty()) {
      Object node = todo.peek();
      List<Object> parts = Parts.of(node);
      if (widths.containsKey(node) || !pushUnknown(todo, parts)) {
        todo.pop();
        widths.put(node, sum(parts));
      }
    }
  }

  long of(Expr node) {
    return of((Object) node);
  }

  private boolean pushUnknown(Deque<Object> todo, List<Object> parts) {
    boolean pushed = false;
    for (Object part : parts) {
      if (!(part instanceof String) && !widths.containsKey(part)) {
        todo.push(part);
        pushed = true;
      }
    }
    return pushed;
  }

  private long sum(List<Object> parts) {
    long sum = 0;
    for (Object part : parts) {
      sum += part instanceof String text ? bytes(text) : of(part);
    }
    return sum;
  }

  private long of(Object node) {
    Long width = widths.get(node);
    if (width == null) {
      throw new IllegalStateException("a node of another tree: " + node.getClass().getName());
    }
    return width;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
