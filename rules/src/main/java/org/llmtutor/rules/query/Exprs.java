package org.llmtutor.rules.query;

import java.util.OptionalLong;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ParenExpr;

/** Small questions to expressions. */
final class Exprs {

  private Exprs() {}

  /** What stands inside parentheses. */
  static Expr bare(Expr expr) {
    Expr inner = expr;
    while (inner instanceof ParenExpr paren) {
      inner = paren.expr();
    }
    return inner;
  }

  /** The length in milliseconds, when it is written as one. */
  static OptionalLong millis(DurationExpr duration) {
    return duration instanceof DurationExpr.Literal literal
        ? OptionalLong.of(literal.millis())
        : OptionalLong.empty();
  }
}
