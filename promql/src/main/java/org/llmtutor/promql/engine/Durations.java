package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.source.PositionRange;

/** Computes the lengths of time that are written in brackets and after {@code offset}. */
final class Durations {

  private final QueryTimes times;

  Durations(QueryTimes times) {
    this.times = times;
  }

  /** The milliseconds of a range or step, which must be longer than 0. */
  long positive(DurationExpr expr) {
    long millis = millis(expr);
    if (millis < 0 || seconds(expr) <= 0) {
      throw new EvaluationException(
          "duration must be greater than 0", "use a length such as 5m", expr.position());
    }
    return millis;
  }

  /** The milliseconds of an offset; 0 for none. */
  long offset(@Nullable DurationExpr expr) {
    return expr == null ? 0 : millis(expr);
  }

  private long millis(DurationExpr expr) {
    if (expr instanceof DurationExpr.Literal literal) {
      return Times.clamp(literal.millis());
    }
    double seconds = seconds(expr);
    if (Double.isNaN(seconds) || Math.abs(seconds) > 0x1p63) {
      throw new EvaluationException(
          "duration is out of range", "use a length below 292 years", expr.position());
    }
    return Times.clamp((long) (seconds * 1000));
  }

  private double seconds(DurationExpr expr) {
    if (expr instanceof DurationExpr.Literal literal) {
      return literal.millis() / 1000.0;
    }
    if (expr instanceof DurationExpr.Signed signed) {
      double seconds = seconds(signed.expr());
      return signed.negative() ? -seconds : seconds;
    }
    if (expr instanceof DurationExpr.Paren paren) {
      return seconds(paren.expr());
    }
    if (expr instanceof DurationExpr.Arithmetic arithmetic) {
      return combine(arithmetic);
    }
    return call((DurationExpr.Call) expr);
  }

  private double combine(DurationExpr.Arithmetic expr) {
    double lhs = seconds(expr.lhs());
    double rhs = seconds(expr.rhs());
    return switch (expr.op()) {
      case ADD, SUB, MUL, POW ->
          FloatOperators.of(expr.op(), FloatOperators.Comparing.BOOL).apply(lhs, rhs);
      case DIV -> lhs / divisor(rhs, "division by zero", expr.position());
      case MOD -> lhs % divisor(rhs, "modulo by zero", expr.position());
      default ->
          throw new EvaluationException(
              "unexpected duration expression operator \"" + expr.op().symbol() + "\"",
              "use one of + - * / ^ %",
              expr.position());
    };
  }

  private static double divisor(double value, String problem, PositionRange position) {
    if (value == 0) {
      throw new EvaluationException(problem, "divide by something else", position);
    }
    return value;
  }

  private double call(DurationExpr.Call expr) {
    return switch (expr.function()) {
      case "step" -> times.step() / 1000.0;
      case "range" -> times.range() / 1000.0;
      case "min", "min_of" ->
          Math.min(seconds(expr.arguments().get(0)), seconds(expr.arguments().get(1)));
      case "max", "max_of" ->
          Math.max(seconds(expr.arguments().get(0)), seconds(expr.arguments().get(1)));
      default ->
          throw new EvaluationException(
              "unexpected duration function \"" + expr.function() + "\"",
              "use step(), range(), min(a, b) or max(a, b)",
              expr.position());
    };
  }
}
