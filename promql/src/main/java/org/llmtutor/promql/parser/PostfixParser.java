package org.llmtutor.promql.parser;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AtModifier;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.types.LanguageProfile;

/** Reads what stands behind an operand: {@code [5m]}, {@code [1h:5m]} and the modifiers. */
final class PostfixParser {

  private static final String LENGTHS = "number, duration, step(), or range()";

  private final Tokens tokens;
  private final Problems problems;
  private final DurationParser durations;
  private final Modifiers modifiers;

  PostfixParser(Tokens tokens, Problems problems, LanguageProfile profile) {
    this.tokens = tokens;
    this.problems = problems;
    this.durations = new DurationParser(tokens, problems, profile);
    this.modifiers = new Modifiers(problems, profile);
  }

  /** Reads all that belongs to {@code operand}. */
  Expr parse(Expr operand) {
    Expr expr = operand;
    while (true) {
      switch (tokens.kind()) {
        case LEFT_BRACKET -> expr = brackets(expr);
        case OFFSET -> {
          tokens.advance();
          DurationExpr length = durations.offset();
          expr = modifiers.offset(expr, length, tokens.previousEnd());
        }
        case AT -> {
          tokens.advance();
          expr = at(expr);
        }
        case ANCHORED, SMOOTHED -> {
          expr = modifiers.extend(expr, tokens.kind(), tokens.position());
          tokens.advance();
        }
        default -> {
          return expr;
        }
      }
    }
  }

  private Expr brackets(Expr expr) {
    int open = tokens.start();
    tokens.advance();
    DurationExpr range = durations.positive(" in subquery or range selector", LENGTHS);
    if (!tokens.at(TokenKind.COLON)) {
      close(open, " in subquery or range", "\":\" or \"]\"");
      return matrix(expr, range, open);
    }
    tokens.advance();
    DurationExpr step = null;
    if (!tokens.at(TokenKind.RIGHT_BRACKET) && !tokens.at(TokenKind.EOF)) {
      step = durations.positive(" in subquery selector", LENGTHS + " or \"]\"");
    }
    close(open, " in subquery selector", "\"]\"");
    PositionRange position = tokens.since(expr.position().start());
    return new SubqueryExpr(expr, range, step, null, null, position);
  }

  private void close(int open, String context, String expected) {
    if (!tokens.at(TokenKind.RIGHT_BRACKET) && !tokens.at(TokenKind.EOF)) {
      tokens.unexpected(context, expected, "");
    }
    while (!tokens.at(TokenKind.RIGHT_BRACKET) && !tokens.at(TokenKind.EOF)) {
      tokens.advance();
    }
    if (!tokens.accept(TokenKind.RIGHT_BRACKET)) {
      Brackets.unclosed(problems, open, "unclosed left bracket", "]");
      tokens.leave();
    }
  }

  private Expr matrix(Expr expr, DurationExpr range, int open) {
    PositionRange brackets = tokens.since(open);
    if (!(expr instanceof VectorSelector selector)) {
      problems.add(
          brackets,
          "ranges only allowed for vector selectors",
          "write a subquery, such as [5m:1m], for the range of an expression");
      return expr;
    }
    if (selector.offset() != null) {
      problems.add(brackets, "no offset modifiers allowed before range", "write it behind");
    } else if (selector.at() != null) {
      problems.add(brackets, "no @ modifiers allowed before range", "write it behind");
    }
    return new MatrixSelector(selector, range, tokens.since(expr.position().start()));
  }

  private Expr at(Expr expr) {
    TokenKind kind = tokens.kind();
    if (kind == TokenKind.START || kind == TokenKind.END) {
      tokens.advance();
      boolean closed = tokens.accept(TokenKind.LEFT_PAREN) && tokens.accept(TokenKind.RIGHT_PAREN);
      if (!closed) {
        String name = kind.symbol();
        tokens.unexpected(" in @", "timestamp", "write " + name + "()");
      }
      AtModifier at = kind == TokenKind.START ? new AtModifier.Start() : new AtModifier.End();
      return modifiers.at(expr, at, tokens.previousEnd());
    }
    AtModifier.Timestamp time = timestamp();
    return time == null ? expr : modifiers.at(expr, time, tokens.previousEnd());
  }

  private AtModifier.@Nullable Timestamp timestamp() {
    int start = tokens.start();
    boolean negative = tokens.at(TokenKind.SUB);
    if (negative || tokens.at(TokenKind.ADD)) {
      tokens.advance();
    }
    if (!tokens.at(TokenKind.NUMBER) && !tokens.at(TokenKind.DURATION)) {
      tokens.unexpected(" in @", "timestamp", "write seconds since 1970, start() or end()");
      return null;
    }
    double seconds = negative ? -tokens.number() : tokens.number();
    tokens.advance();
    if (!(Math.abs(seconds) < 0x1p63)) {
      problems.add(
          tokens.since(start),
          "timestamp out of bounds for @ modifier: " + seconds,
          "write seconds since 1970");
      return null;
    }
    double millis = seconds * 1000;
    return new AtModifier.Timestamp(
        (long) (Math.signum(millis) * Math.floor(Math.abs(millis) + 0.5)));
  }
}
