package org.llmtutor.rules.metrics;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.source.PositionRange;

/** The selectors of an expression. */
final class Selectors {

  private Selectors() {}

  /** Those with a name; not those of {@code absent}, which asks for what is not there. */
  static List<VectorSelector> named(Expr expr) {
    List<VectorSelector> found = new ArrayList<>();
    int[] absent = {0};
    Tree.walk(
        expr,
        part -> {
          if (part instanceof Call call && call.function().startsWith("absent")) {
            absent[0]++;
          } else if (part instanceof VectorSelector selector
              && selector.name() != null
              && absent[0] == 0) {
            found.add(selector);
          }
        },
        part -> {
          if (part instanceof Call call && call.function().startsWith("absent")) {
            absent[0]--;
          }
        });
    return found;
  }

  static String name(VectorSelector selector) {
    return String.valueOf(selector.name());
  }

  /** Where the name stands. */
  static PositionRange place(VectorSelector selector) {
    int from = selector.position().start();
    return new PositionRange(
        from, Math.min(selector.position().end(), from + name(selector).length()));
  }
}
