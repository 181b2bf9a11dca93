package org.llmtutor.promql.types;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.ast.VectorMatching.Cardinality;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.source.PositionRange;

/** What operators ask of their operands. */
final class OperandChecker {

  private static final String MATCHING_REMEDY =
      "remove the matching, or make both sides instant vectors";

  private final List<Diagnostic> problems;

  OperandChecker(List<Diagnostic> problems) {
    this.problems = problems;
  }

  private void report(PositionRange position, String message, String remedy) {
    problems.add(new Diagnostic(position, message, remedy));
  }

  void unary(UnaryExpr expr, @Nullable ValueType inner) {
    if (inner == ValueType.STRING || inner == ValueType.MATRIX) {
      report(
          expr.position(),
          "unary expression only allowed on expressions of type scalar or instant vector, got \""
              + inner.text()
              + "\"",
          "");
    }
  }

  @Nullable ValueType binary(BinaryExpr expr, @Nullable ValueType left, @Nullable ValueType right) {
    checkBool(expr, left, right);
    operand(expr.lhs(), left);
    operand(expr.rhs(), right);
    boolean scalar = left == ValueType.SCALAR || right == ValueType.SCALAR;
    if (scalar && expr.op().set()) {
      report(
          expr.position(),
          "set operator \"" + expr.op().symbol() + "\" not allowed in binary scalar expression",
          "put vector(...) around the scalar");
    }
    VectorMatching matching = expr.matching();
    if (matching != null) {
      checkOverlap(expr, matching);
      boolean between = vectorOrUnknown(left) && vectorOrUnknown(right);
      checkMatching(expr, matching, between);
    }
    if (left == ValueType.SCALAR && right == ValueType.SCALAR) {
      return ValueType.SCALAR;
    }
    return left == null && right == null ? null : ValueType.VECTOR;
  }

  private static boolean vectorOrUnknown(@Nullable ValueType type) {
    return type == null || type == ValueType.VECTOR;
  }

  private void checkBool(BinaryExpr expr, @Nullable ValueType left, @Nullable ValueType right) {
    BinaryOp op = expr.op();
    if (expr.returnBool() && !op.comparison()) {
      report(
          operator(expr), "bool modifier can only be used on comparison operators", "remove bool");
    }
    boolean scalars = left == ValueType.SCALAR && right == ValueType.SCALAR;
    if (op.comparison() && !expr.returnBool() && scalars) {
      report(
          operator(expr),
          "comparisons between scalars must use BOOL modifier",
          "write " + op.symbol() + " bool");
    }
  }

  /** The text between both sides. */
  private static PositionRange operator(BinaryExpr expr) {
    int start = expr.lhs().position().end();
    return new PositionRange(start, Math.max(start, expr.rhs().position().start()));
  }

  private void operand(Expr side, @Nullable ValueType type) {
    if (type == ValueType.STRING || type == ValueType.MATRIX) {
      report(
          side.position(),
          "binary expression must contain only scalar and instant vector types",
          type == ValueType.MATRIX
              ? "this is a range vector: put a function such as rate(...) around it"
              : "this is a string");
    }
  }

  private void checkOverlap(BinaryExpr expr, VectorMatching matching) {
    if (!matching.on()) {
      return;
    }
    Set<String> included = new HashSet<>(matching.include());
    for (String label : matching.labels()) {
      if (included.contains(label)) {
        report(
            operator(expr),
            "label \"" + label + "\" must not occur in ON and GROUP clause at once",
            "remove it from the labels after group_left or group_right");
      }
    }
  }

  private void checkMatching(BinaryExpr expr, VectorMatching matching, boolean betweenVectors) {
    boolean fills = matching.fillLeft() != null || matching.fillRight() != null;
    if (!betweenVectors) {
      if (!matching.labels().isEmpty()) {
        report(
            expr.position(),
            "vector matching only allowed between instant vectors",
            MATCHING_REMEDY);
      }
      if (fills) {
        report(
            expr.position(),
            "filling in missing series only allowed between instant vectors",
            MATCHING_REMEDY);
      }
      return;
    }
    if (expr.op().set()) {
      checkSetMatching(expr, matching, fills);
    }
  }

  private void checkSetMatching(BinaryExpr expr, VectorMatching matching, boolean fills) {
    Cardinality cardinality = matching.cardinality();
    if (cardinality == Cardinality.MANY_TO_ONE || cardinality == Cardinality.ONE_TO_MANY) {
      report(
          expr.position(),
          "no grouping allowed for \""
              + expr.op().symbol()
              + "\" operation: set operations must always be many-to-many",
          "remove group_left or group_right");
    }
    if (fills) {
      report(
          expr.position(),
          "filling in missing series not allowed for set operators",
          "remove fill, fill_left and fill_right");
    }
  }
}
