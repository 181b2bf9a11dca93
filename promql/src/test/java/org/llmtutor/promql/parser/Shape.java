package org.llmtutor.promql.parser;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AtModifier;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ExprVisitor;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.ast.VectorSelector;

/** Shows trees as nested lists, so that tests can compare how a text was understood. */
final class Shape implements ExprVisitor<String> {

  private static final Shape VISITOR = new Shape();

  private Shape() {}

  static String of(Expr expr) {
    return expr.accept(VISITOR);
  }

  @Override
  public String number(NumberLiteral expr) {
    return expr.value() + (expr.duration() ? "s" : "");
  }

  @Override
  public String string(StringLiteral expr) {
    return "'" + expr.value() + "'";
  }

  @Override
  public String vectorSelector(VectorSelector expr) {
    String matchers =
        expr.matchers().stream()
            .filter(matcher -> !matcher.name().equals("__name__"))
            .map(Object::toString)
            .collect(Collectors.joining(","));
    String extension = expr.extension() == RangeExtension.NONE ? "" : " " + expr.extension().name();
    return (expr.name() == null ? "" : expr.name())
        + (matchers.isEmpty() ? "" : "{" + matchers + "}")
        + modifiers(expr.offset(), expr.at())
        + extension;
  }

  @Override
  public String matrixSelector(MatrixSelector expr) {
    return of(expr.vector()) + "[" + length(expr.range()) + "]";
  }

  @Override
  public String subquery(SubqueryExpr expr) {
    DurationExpr step = expr.step();
    return "(sub "
        + of(expr.expr())
        + " "
        + length(expr.range())
        + ":"
        + (step == null ? "" : length(step))
        + modifiers(expr.offset(), expr.at())
        + ")";
  }

  @Override
  public String aggregate(AggregateExpr expr) {
    Expr parameter = expr.parameter();
    String grouping =
        expr.grouping().isEmpty() && !expr.without()
            ? ""
            : (expr.without() ? " without " : " by ") + expr.grouping();
    return "("
        + expr.op().symbol()
        + grouping
        + (parameter == null ? "" : " " + of(parameter))
        + " "
        + of(expr.expr())
        + ")";
  }

  @Override
  public String binary(BinaryExpr expr) {
    VectorMatching matching = expr.matching();
    return "("
        + expr.op().symbol()
        + (expr.returnBool() ? " bool" : "")
        + (matching == null ? "" : " " + matching(matching))
        + " "
        + of(expr.lhs())
        + " "
        + of(expr.rhs())
        + ")";
  }

  private static String matching(VectorMatching matching) {
    String group =
        switch (matching.cardinality()) {
          case MANY_TO_ONE -> " left" + matching.include();
          case ONE_TO_MANY -> " right" + matching.include();
          case ONE_TO_ONE, MANY_TO_MANY -> "";
        };
    boolean fills = matching.fillLeft() != null || matching.fillRight() != null;
    return (matching.on() ? "on" : "ignoring")
        + matching.labels()
        + group
        + (fills ? " fill " + matching.fillLeft() + " " + matching.fillRight() : "");
  }

  @Override
  public String unary(UnaryExpr expr) {
    return "(" + (expr.negative() ? "neg " : "pos ") + of(expr.expr()) + ")";
  }

  @Override
  public String paren(ParenExpr expr) {
    return "<" + of(expr.expr()) + ">";
  }

  @Override
  public String call(Call expr) {
    List<Expr> arguments = expr.arguments();
    return expr.function()
        + arguments.stream().map(Shape::of).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String modifiers(@Nullable DurationExpr offset, @Nullable AtModifier at) {
    return (offset == null ? "" : " offset " + length(offset)) + (at == null ? "" : time(at));
  }

  private static String time(AtModifier at) {
    if (at instanceof AtModifier.Timestamp timestamp) {
      return " @" + timestamp.millis();
    }
    return at instanceof AtModifier.Start ? " @start" : " @end";
  }

  private static String length(DurationExpr length) {
    if (length instanceof DurationExpr.Literal literal) {
      return literal.seconds() + (literal.duration() ? "s" : "");
    }
    if (length instanceof DurationExpr.Signed signed) {
      return (signed.negative() ? "(neg " : "(pos ") + length(signed.expr()) + ")";
    }
    if (length instanceof DurationExpr.Arithmetic arithmetic) {
      return "("
          + arithmetic.op().symbol()
          + " "
          + length(arithmetic.lhs())
          + " "
          + length(arithmetic.rhs())
          + ")";
    }
    if (length instanceof DurationExpr.Call call) {
      return call.function()
          + call.arguments().stream()
              .map(Shape::length)
              .collect(Collectors.joining(", ", "(", ")"));
    }
    return length instanceof DurationExpr.Paren paren ? "<" + length(paren.expr()) + ">" : "?";
  }
}
