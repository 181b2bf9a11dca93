package org.llmtutor.rules.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;

/** How far back the parts of an expression look: ranges and offsets, those around them added. */
public final class Reach {

  private Reach() {}

  /** How far back all of {@code expr} looks; zero when it looks at the present alone. */
  public static Duration of(Expr expr) {
    return parts(expr).values().stream()
        .filter(reach -> !reach.isNegative())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /**
   * How far each part looks back: selectors with their range, or the outermost subquery around
   * them. What an {@code @} pins to a fixed time is left out.
   */
  static Map<Expr, Duration> parts(Expr expr) {
    Map<Expr, Duration> parts = new LinkedHashMap<>();
    Deque<Expr> around = new ArrayDeque<>();
    Tree.walk(
        expr,
        part -> {
          if (part instanceof SubqueryExpr || part instanceof MatrixSelector) {
            around.addLast(part);
          } else if (part instanceof VectorSelector selector && !pinned(selector, around)) {
            Expr outermost = around.isEmpty() ? selector : around.getFirst();
            long back = millis(selector.offset());
            for (Expr outer : around) {
              back += back(outer);
            }
            parts.merge(outermost, Duration.ofMillis(back), (a, b) -> a.compareTo(b) > 0 ? a : b);
          }
        },
        part -> {
          if (part instanceof SubqueryExpr || part instanceof MatrixSelector) {
            around.removeLast();
          }
        });
    return parts;
  }

  private static boolean pinned(VectorSelector selector, Deque<Expr> around) {
    return selector.at() != null
        || around.stream().anyMatch(outer -> outer instanceof SubqueryExpr s && s.at() != null);
  }

  private static long back(Expr part) {
    if (part instanceof MatrixSelector matrix) {
      return millis(matrix.range());
    }
    return part instanceof SubqueryExpr subquery
        ? millis(subquery.range()) + millis(subquery.offset())
        : 0;
  }

  private static long millis(@Nullable DurationExpr length) {
    return length instanceof DurationExpr.Literal literal ? literal.millis() : 0;
  }
}
