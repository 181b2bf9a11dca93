package org.llmtutor.promql.script;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AtModifier;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.DeepStack;
import org.llmtutor.promql.ast.Depth;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ExprVisitor;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorSelector;

/** Queries with {@code @} at each selector, which give the same whenever they are asked. */
final class PinnedQuery implements ExprVisitor<Expr> {

  private final AtModifier time;

  private PinnedQuery(long millis) {
    this.time = new AtModifier.Timestamp(millis);
  }

  /** {@code query} pinned to the time at which it was to be asked. */
  static Expr of(Expr query, long millis) {
    PinnedQuery pinned = new PinnedQuery(millis);
    return DeepStack.run(Depth.of(query), () -> query.accept(pinned));
  }

  private AtModifier at(@Nullable AtModifier written) {
    return written instanceof AtModifier.Timestamp ? written : time;
  }

  @Override
  public Expr number(NumberLiteral expr) {
    return expr;
  }

  @Override
  public Expr string(StringLiteral expr) {
    return expr;
  }

  @Override
  public VectorSelector vectorSelector(VectorSelector expr) {
    return new VectorSelector(
        expr.name(),
        expr.matchers(),
        expr.offset(),
        at(expr.at()),
        expr.extension(),
        expr.position());
  }

  @Override
  public Expr matrixSelector(MatrixSelector expr) {
    return new MatrixSelector(vectorSelector(expr.vector()), expr.range(), expr.position());
  }

  /** Pins the subquery and leaves what is inside it, which it asks at times of its own. */
  @Override
  public Expr subquery(SubqueryExpr expr) {
    return new SubqueryExpr(
        expr.expr(), expr.range(), expr.step(), expr.offset(), at(expr.at()), expr.position());
  }

  @Override
  public Expr aggregate(AggregateExpr expr) {
    Expr parameter = expr.parameter();
    return new AggregateExpr(
        expr.op(),
        expr.expr().accept(this),
        parameter == null ? null : parameter.accept(this),
        expr.grouping(),
        expr.without(),
        expr.position());
  }

  @Override
  public Expr binary(BinaryExpr expr) {
    return new BinaryExpr(
        expr.op(),
        expr.lhs().accept(this),
        expr.rhs().accept(this),
        expr.matching(),
        expr.returnBool(),
        expr.position());
  }

  @Override
  public Expr unary(UnaryExpr expr) {
    return new UnaryExpr(expr.negative(), expr.expr().accept(this), expr.position());
  }

  @Override
  public Expr paren(ParenExpr expr) {
    return new ParenExpr(expr.expr().accept(this), expr.position());
  }

  @Override
  public Expr call(Call expr) {
    List<Expr> arguments =
        expr.arguments().stream().map(argument -> argument.accept(this)).toList();
    return new Call(expr.function(), arguments, expr.position());
  }
}
