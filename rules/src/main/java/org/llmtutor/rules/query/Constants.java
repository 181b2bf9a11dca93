package org.llmtutor.rules.query;

import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;

/** Tells expressions that always give the same. */
final class Constants {

  private Constants() {}

  /** Whether {@code expr} reads no series and not the time. */
  static boolean only(Expr expr) {
    boolean[] constant = {true};
    Tree.walk(
        expr,
        part ->
            constant[0] &=
                !(part instanceof VectorSelector)
                    && !(part instanceof Call call
                        && !call.function().equals("vector")
                        && !call.function().equals("pi")),
        part -> {});
    return constant[0];
  }
}
