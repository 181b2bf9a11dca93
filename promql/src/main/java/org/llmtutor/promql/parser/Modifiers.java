package org.llmtutor.promql.parser;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AtModifier;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.types.LanguageProfile;

/** Puts modifiers on selectors and subqueries; says when that cannot be. */
final class Modifiers {

  private static final String WHERE =
      " modifier must be preceded by an instant vector selector or range vector selector or a"
          + " subquery";

  private final Problems problems;
  private final LanguageProfile profile;

  Modifiers(Problems problems, LanguageProfile profile) {
    this.problems = problems;
    this.profile = profile;
  }

  /** {@code expr} with an offset whose text ends at {@code end}; none of zero length is kept. */
  Expr offset(Expr expr, DurationExpr length, int end) {
    if (hasOffset(expr)) {
      problems.add(expr.position(), "offset may not be set multiple times", "keep one of them");
      return expr;
    }
    boolean none = length instanceof DurationExpr.Literal literal && literal.seconds() == 0;
    DurationExpr offset = none ? null : length;
    if (expr instanceof VectorSelector selector) {
      return with(selector, offset, selector.at(), to(selector, end));
    }
    if (expr instanceof MatrixSelector matrix) {
      VectorSelector inner = matrix.vector();
      VectorSelector changed = with(inner, offset, inner.at(), inner.position());
      return new MatrixSelector(changed, matrix.range(), to(matrix, end));
    }
    if (expr instanceof SubqueryExpr subquery) {
      return with(subquery, offset, subquery.at(), to(subquery, end));
    }
    problems.add(expr.position(), "offset" + WHERE, "move it behind the selector");
    return expr;
  }

  /** {@code expr} at a fixed time whose text ends at {@code end}. */
  Expr at(Expr expr, AtModifier time, int end) {
    if (hasTime(expr)) {
      problems.add(
          expr.position(), "@ <timestamp> may not be set multiple times", "keep one of them");
      return expr;
    }
    if (expr instanceof VectorSelector selector) {
      return with(selector, selector.offset(), time, to(selector, end));
    }
    if (expr instanceof MatrixSelector matrix) {
      VectorSelector inner = matrix.vector();
      VectorSelector changed = with(inner, inner.offset(), time, inner.position());
      return new MatrixSelector(changed, matrix.range(), to(matrix, end));
    }
    if (expr instanceof SubqueryExpr subquery) {
      return with(subquery, subquery.offset(), time, to(subquery, end));
    }
    problems.add(expr.position(), "@" + WHERE, "move it behind the selector");
    return expr;
  }

  /** {@code expr} with {@code anchored} or {@code smoothed}, which stands at {@code position}. */
  Expr extend(Expr expr, TokenKind word, PositionRange position) {
    if (!profile.extendedRangeSelectors()) {
      problems.add(
          position,
          word.symbol() + " modifier is experimental and not enabled",
          "Prometheus needs --enable-feature=promql-extended-range-selectors, this library a"
              + " language profile with extended range selectors");
      return expr;
    }
    RangeExtension extension =
        word == TokenKind.ANCHORED ? RangeExtension.ANCHORED : RangeExtension.SMOOTHED;
    if (expr instanceof VectorSelector selector) {
      return extended(selector, extension, position);
    }
    if (expr instanceof MatrixSelector matrix) {
      VectorSelector changed = extended(matrix.vector(), extension, position);
      return new MatrixSelector(changed, matrix.range(), matrix.position());
    }
    String problem =
        expr instanceof SubqueryExpr ? "is not supported for subqueries" : "not implemented";
    problems.add(position, word.symbol() + " modifier " + problem, "it belongs to a selector");
    return expr;
  }

  private VectorSelector extended(
      VectorSelector selector, RangeExtension extension, PositionRange position) {
    if (selector.extension() != RangeExtension.NONE && selector.extension() != extension) {
      problems.add(
          position, "anchored and smoothed modifiers cannot be used together", "keep one of them");
    }
    return new VectorSelector(
        selector.name(),
        selector.matchers(),
        selector.offset(),
        selector.at(),
        extension,
        selector.position());
  }

  private static boolean hasOffset(Expr expr) {
    if (expr instanceof MatrixSelector matrix) {
      return matrix.vector().offset() != null;
    }
    if (expr instanceof VectorSelector selector) {
      return selector.offset() != null;
    }
    return expr instanceof SubqueryExpr subquery && subquery.offset() != null;
  }

  private static boolean hasTime(Expr expr) {
    if (expr instanceof MatrixSelector matrix) {
      return matrix.vector().at() != null;
    }
    if (expr instanceof VectorSelector selector) {
      return selector.at() != null;
    }
    return expr instanceof SubqueryExpr subquery && subquery.at() != null;
  }

  private static PositionRange to(Expr expr, int end) {
    int start = expr.position().start();
    return new PositionRange(start, Math.max(start, end));
  }

  private static VectorSelector with(
      VectorSelector selector,
      @Nullable DurationExpr offset,
      @Nullable AtModifier at,
      PositionRange position) {
    return new VectorSelector(
        selector.name(), selector.matchers(), offset, at, selector.extension(), position);
  }

  private static SubqueryExpr with(
      SubqueryExpr subquery,
      @Nullable DurationExpr offset,
      @Nullable AtModifier at,
      PositionRange position) {
    return new SubqueryExpr(
        subquery.expr(), subquery.range(), subquery.step(), offset, at, position);
  }
}
