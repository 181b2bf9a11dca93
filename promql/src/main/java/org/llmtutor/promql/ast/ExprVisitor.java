package org.llmtutor.promql.ast;

/**
 * One method for each kind of expression.
 *
 * @param <R> what a visit gives
 */
public interface ExprVisitor<R> {
  /** Visits {@code 1.5} or {@code 5m}. */
  R number(NumberLiteral expr);

  /** Visits {@code "text"}. */
  R string(StringLiteral expr);

  /** Visits {@code up{job="a"} offset 5m}. */
  R vectorSelector(VectorSelector expr);

  /** Visits {@code up[5m]}. */
  R matrixSelector(MatrixSelector expr);

  /** Visits {@code up[5m:1m]}. */
  R subquery(SubqueryExpr expr);

  /** Visits {@code sum by (job) (up)}. */
  R aggregate(AggregateExpr expr);

  /** Visits {@code a + on (job) b}. */
  R binary(BinaryExpr expr);

  /** Visits {@code -a}. */
  R unary(UnaryExpr expr);

  /** Visits {@code (a)}. */
  R paren(ParenExpr expr);

  /** Visits {@code rate(a[5m])}. */
  R call(Call expr);
}
