package org.llmtutor.promql.print;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ExprVisitor;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.Quoted;

/** Takes one node apart into texts and the nodes between them, in the order of writing. */
final class Parts implements ExprVisitor<List<Object>> {

  private static final Parts VISITOR = new Parts();

  private Parts() {}

  /** Strings, {@link Expr}s and {@link DurationExpr}s that {@code node} is written with. */
  static List<Object> of(Object node) {
    if (node instanceof Expr expr) {
      return expr.accept(VISITOR);
    }
    return DurationParts.of((DurationExpr) node);
  }

  @Override
  public List<Object> number(NumberLiteral expr) {
    return List.of(Literals.number(expr));
  }

  @Override
  public List<Object> string(StringLiteral expr) {
    return List.of(Quoted.of(expr.value()));
  }

  @Override
  public List<Object> vectorSelector(VectorSelector expr) {
    return Selectors.vector(expr);
  }

  @Override
  public List<Object> matrixSelector(MatrixSelector expr) {
    return Selectors.matrix(expr);
  }

  @Override
  public List<Object> subquery(SubqueryExpr expr) {
    List<Object> parts = new ArrayList<>();
    parts.add(expr.expr());
    parts.addAll(Selectors.subqueryBrackets(expr));
    return parts;
  }

  @Override
  public List<Object> aggregate(AggregateExpr expr) {
    List<Object> parts = new ArrayList<>();
    parts.add(Heads.aggregate(expr) + "(");
    if (expr.parameter() != null) {
      parts.add(expr.parameter());
      parts.add(", ");
    }
    parts.add(expr.expr());
    parts.add(")");
    return parts;
  }

  @Override
  public List<Object> binary(BinaryExpr expr) {
    return List.of(expr.lhs(), " " + Heads.operator(expr) + " ", expr.rhs());
  }

  @Override
  public List<Object> unary(UnaryExpr expr) {
    return List.of(Heads.sign(expr), expr.expr());
  }

  @Override
  public List<Object> paren(ParenExpr expr) {
    return List.of("(", expr.expr(), ")");
  }

  @Override
  public List<Object> call(Call expr) {
    List<Object> parts = new ArrayList<>();
    parts.add(expr.function() + "(");
    for (int i = 0; i < expr.arguments().size(); i++) {
      if (i > 0) {
        parts.add(", ");
      }
      parts.add(expr.arguments().get(i));
    }
    parts.add(")");
    return parts;
  }
}
