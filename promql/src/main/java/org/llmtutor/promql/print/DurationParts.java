package org.llmtutor.promql.print;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.DurationExpr;

/** Takes one node of a duration apart. */
final class DurationParts {

  private DurationParts() {}

  /** What stands alone in brackets or after {@code offset}: there numbers become durations. */
  static Object alone(DurationExpr length) {
    return length instanceof DurationExpr.Literal literal ? Literals.length(literal) : length;
  }

  static List<Object> of(DurationExpr node) {
    if (node instanceof DurationExpr.Literal literal) {
      return List.of(Literals.operand(literal));
    }
    if (node instanceof DurationExpr.Signed signed) {
      return List.of(signed.negative() ? "-" : "+", signed.expr());
    }
    if (node instanceof DurationExpr.Arithmetic sum) {
      return List.of(sum.lhs(), " " + sum.op().symbol() + " ", sum.rhs());
    }
    if (node instanceof DurationExpr.Paren paren) {
      return List.of("(", paren.expr(), ")");
    }
    return call((DurationExpr.Call) node);
  }

  private static List<Object> call(DurationExpr.Call call) {
    List<Object> parts = new ArrayList<>();
    parts.add(call.function() + "(");
    for (int i = 0; i < call.arguments().size(); i++) {
      if (i > 0) {
        parts.add(", ");
      }
      parts.add(call.arguments().get(i));
    }
    parts.add(")");
    return parts;
  }
}
