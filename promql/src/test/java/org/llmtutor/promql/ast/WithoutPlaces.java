package org.llmtutor.promql.ast;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.source.PositionRange;

/**
 * Trees with all positions set to nowhere and all matchers sorted, so that {@code equals} compares
 * what they say. For shallow trees.
 */
public final class WithoutPlaces implements ExprVisitor<Expr> {

  private static final PositionRange NOWHERE = PositionRange.NONE;
  private static final WithoutPlaces VISITOR = new WithoutPlaces();

  private WithoutPlaces() {}

  /** {@code expr} without places. */
  public static Expr of(Expr expr) {
    return expr.accept(VISITOR);
  }

  @Override
  public Expr number(NumberLiteral expr) {
    return new NumberLiteral(expr.value(), expr.duration(), NOWHERE);
  }

  @Override
  public Expr string(StringLiteral expr) {
    return new StringLiteral(expr.value(), NOWHERE);
  }

  @Override
  public VectorSelector vectorSelector(VectorSelector expr) {
    List<LabelMatcher> sorted =
        expr.matchers().stream().sorted(Comparator.comparing(Object::toString)).toList();
    return new VectorSelector(
        expr.name(), sorted, bare(expr.offset()), expr.at(), expr.extension(), NOWHERE);
  }

  @Override
  public Expr matrixSelector(MatrixSelector expr) {
    return new MatrixSelector(vectorSelector(expr.vector()), length(expr.range()), NOWHERE);
  }

  @Override
  public Expr subquery(SubqueryExpr expr) {
    return new SubqueryExpr(
        of(expr.expr()),
        length(expr.range()),
        bare(expr.step()),
        bare(expr.offset()),
        expr.at(),
        NOWHERE);
  }

  @Override
  public Expr aggregate(AggregateExpr expr) {
    Expr parameter = expr.parameter();
    return new AggregateExpr(
        expr.op(),
        of(expr.expr()),
        parameter == null ? null : of(parameter),
        expr.grouping(),
        expr.without(),
        NOWHERE);
  }

  @Override
  public Expr binary(BinaryExpr expr) {
    return new BinaryExpr(
        expr.op(), of(expr.lhs()), of(expr.rhs()), expr.matching(), expr.returnBool(), NOWHERE);
  }

  @Override
  public Expr unary(UnaryExpr expr) {
    return new UnaryExpr(expr.negative(), of(expr.expr()), NOWHERE);
  }

  @Override
  public Expr paren(ParenExpr expr) {
    return new ParenExpr(of(expr.expr()), NOWHERE);
  }

  @Override
  public Expr call(Call expr) {
    return new Call(
        expr.function(), expr.arguments().stream().map(WithoutPlaces::of).toList(), NOWHERE);
  }

  private static @Nullable DurationExpr bare(@Nullable DurationExpr length) {
    return length == null ? null : length(length);
  }

  private static DurationExpr length(DurationExpr length) {
    if (length instanceof DurationExpr.Literal literal) {
      return new DurationExpr.Literal(literal.seconds(), literal.duration(), NOWHERE);
    }
    if (length instanceof DurationExpr.Signed signed) {
      return new DurationExpr.Signed(signed.negative(), length(signed.expr()), NOWHERE);
    }
    if (length instanceof DurationExpr.Paren paren) {
      return new DurationExpr.Paren(length(paren.expr()), NOWHERE);
    }
    if (length instanceof DurationExpr.Arithmetic sum) {
      return new DurationExpr.Arithmetic(sum.op(), length(sum.lhs()), length(sum.rhs()), NOWHERE);
    }
    DurationExpr.Call call = (DurationExpr.Call) length;
    return new DurationExpr.Call(
        call.function(), call.arguments().stream().map(WithoutPlaces::length).toList(), NOWHERE);
  }
}
