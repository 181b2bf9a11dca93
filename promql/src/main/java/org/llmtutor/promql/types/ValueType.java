package org.llmtutor.promql.types;

import java.util.ArrayDeque;
import java.util.Deque;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;

/** What an expression evaluates to. */
public enum ValueType {
  /** A number for each step. */
  SCALAR("scalar"),
  /** A text. */
  STRING("string"),
  /** At most one sample of each series for each step. */
  VECTOR("instant vector"),
  /** A range of samples of each series for each step. */
  MATRIX("range vector");

  private final String text;

  ValueType(String text) {
    this.text = text;
  }

  /** As error messages call it. */
  public String text() {
    return text;
  }

  /**
   * What {@code expr} evaluates to; an unknown function counts as one that gives an instant vector.
   * Works at any depth. Looks at no more of the tree than it needs.
   */
  public static ValueType of(Expr expr) {
    Expr inner = unwrap(expr);
    return inner instanceof BinaryExpr ? ofOperands(inner) : ofSimple(inner);
  }

  private static ValueType ofOperands(Expr operation) {
    Deque<Expr> todo = new ArrayDeque<>();
    todo.push(operation);
    while (!todo.isEmpty()) {
      Expr operand = unwrap(todo.pop());
      if (operand instanceof BinaryExpr binary) {
        todo.push(binary.lhs());
        todo.push(binary.rhs());
      } else if (ofSimple(operand) != SCALAR) {
        return VECTOR;
      }
    }
    return SCALAR;
  }

  private static Expr unwrap(Expr expr) {
    Expr inner = expr;
    while (true) {
      if (inner instanceof ParenExpr paren) {
        inner = paren.expr();
      } else if (inner instanceof UnaryExpr unary) {
        inner = unary.expr();
      } else {
        return inner;
      }
    }
  }

  private static ValueType ofSimple(Expr expr) {
    if (expr instanceof NumberLiteral) {
      return SCALAR;
    }
    if (expr instanceof StringLiteral) {
      return STRING;
    }
    if (expr instanceof MatrixSelector || expr instanceof SubqueryExpr) {
      return MATRIX;
    }
    if (expr instanceof Call call) {
      FunctionSignature signature = FunctionSignatures.find(call.function());
      return signature == null ? VECTOR : signature.result();
    }
    return VECTOR;
  }
}
