package org.llmtutor.promql.parser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.types.LanguageProfile;

/**
 * Reads whole expressions by operator precedence. What is open stands on a stack of its own, so
 * nesting costs memory, not call depth. Each turn takes a token or closes a frame.
 */
final class ExpressionParser {

  private final Tokens tokens;
  private final Problems problems;
  private final LanguageProfile profile;
  private final LabelListParser lists;
  private final SelectorParser selectors;
  private final MatchingParser matchings;
  private final PostfixParser postfixes;
  private final Calls calls;
  private final Deque<Frame> frames = new ArrayDeque<>();

  ExpressionParser(Tokens tokens, Problems problems, LanguageProfile profile) {
    this.tokens = tokens;
    this.problems = problems;
    this.profile = profile;
    this.lists = new LabelListParser(tokens, problems);
    this.selectors = new SelectorParser(tokens, problems);
    this.matchings = new MatchingParser(tokens, problems, profile, lists);
    this.postfixes = new PostfixParser(tokens, problems, profile);
    this.calls = new Calls(tokens, problems, lists);
  }

  /** The expression that the whole text is; null when it is none at all. */
  @Nullable Expr parse() {
    if (tokens.at(TokenKind.EOF)) {
      String remedy = "write an expression such as up or rate(http_requests_total[5m])";
      problems.add(new PositionRange(0, 0), "no expression found in input", remedy);
      return null;
    }
    while (true) {
      Expr operand = operand();
      if (operand != null) {
        Expr whole = continueFrom(operand);
        if (whole != null) {
          return whole;
        }
      }
    }
  }

  /** Reads an operand; null when it only begins here. */
  private @Nullable Expr operand() {
    TokenKind kind = tokens.kind();
    switch (kind) {
      case NUMBER, DURATION -> {
        return number(kind == TokenKind.DURATION);
      }
      case STRING -> {
        Expr string = new StringLiteral(tokens.string(), tokens.position());
        tokens.advance();
        return string;
      }
      case ADD, SUB -> {
        frames.push(new Frame.Sign(kind == TokenKind.SUB, tokens.start()));
        tokens.advance();
        return null;
      }
      case LEFT_PAREN -> {
        int start = tokens.start();
        tokens.advance();
        frames.push(new Frame.Open(start, start, null, null, List.of()));
        return null;
      }
      case LEFT_BRACE -> {
        return selectors.unnamed();
      }
      default -> {
        return kind.metricName() ? named(kind) : missing();
      }
    }
  }

  private Expr number(boolean duration) {
    Expr number = new NumberLiteral(tokens.number(), duration, tokens.position());
    tokens.advance();
    return number;
  }

  /** Reads what starts with a name: a call, an aggregation or a selector. */
  private @Nullable Expr named(TokenKind kind) {
    String name = tokens.text();
    int start = tokens.start();
    tokens.advance();
    AggregateOp op = kind.aggregate();
    if (op != null && calls.aggregationFollows()) {
      Frame.Open aggregation = calls.aggregation(op, start);
      return aggregation == null ? placeholder(start) : opened(aggregation);
    }
    boolean function = kind == TokenKind.IDENTIFIER || kind.functionWord();
    if (function && tokens.at(TokenKind.LEFT_PAREN)) {
      int open = tokens.start();
      tokens.advance();
      return opened(new Frame.Open(start, open, name, null, new ArrayList<>()));
    }
    return selectors.named(name, start);
  }

  private @Nullable Expr opened(Frame.Open open) {
    if (tokens.accept(TokenKind.RIGHT_PAREN)) {
      return calls.finish(open);
    }
    frames.push(open);
    return null;
  }

  /** Says that an expression is missing here and stands in for it. */
  private Expr missing() {
    int start = tokens.start();
    boolean open = frames.peek() instanceof Frame.Open;
    if (!(tokens.at(TokenKind.EOF) && open)) {
      tokens.unexpected("", "an expression", Hints.beforeOperand(tokens.kind()));
    }
    if (!Recovery.stopsAt(tokens.kind())) {
      Recovery.skip(tokens);
    }
    return placeholder(start);
  }

  /** Stands in for an expression that makes no sense, which was told. */
  private static Expr placeholder(int start) {
    PositionRange nowhere = new PositionRange(start, start);
    return new VectorSelector("", List.of(), null, null, RangeExtension.NONE, nowhere);
  }

  /** Goes on behind an operand; gives the whole, or null when another operand must follow. */
  private @Nullable Expr continueFrom(Expr operand) {
    Expr current = postfixes.parse(operand);
    Expr latest = current;
    while (true) {
      BinaryOp op = operator();
      Frame top = frames.peek();
      if (top instanceof Frame.Sign sign && (op == null || Precedence.signGroupsLeft(op))) {
        frames.pop();
        current = signed(sign, current);
      } else if (top instanceof Frame.Operator left
          && (op == null || Precedence.groupsLeft(left.op(), op))) {
        frames.pop();
        current = combined(left, current);
      } else if (op != null) {
        begin(op, current);
        return null;
      } else if (tokens.at(TokenKind.RIGHT_PAREN) && top instanceof Frame.Open open) {
        frames.pop();
        tokens.advance();
        current = postfixes.parse(calls.close(open, current));
        latest = current;
      } else if (tokens.at(TokenKind.EOF)) {
        unclosed();
        return current;
      } else if (!tokens.at(TokenKind.COMMA)) {
        afterMistake(latest);
      } else if (comma(top, current)) {
        return null;
      }
    }
  }

  /** The operator that stands here; null for none. */
  private @Nullable BinaryOp operator() {
    if (tokens.at(TokenKind.EQUAL)) {
      tokens.unexpected("", "an operator", "compare with ==");
      return BinaryOp.EQL;
    }
    return tokens.kind().binary();
  }

  private void begin(BinaryOp op, Expr left) {
    boolean trim = op == BinaryOp.TRIM_UPPER || op == BinaryOp.TRIM_LOWER;
    if (trim && !profile.trimOperators()) {
      problems.add(
          tokens.position(),
          "trim operators are not enabled",
          "they need a language profile of Prometheus 3.11 or later");
    }
    tokens.advance();
    boolean returnBool = tokens.accept(TokenKind.BOOL);
    VectorMatching matching = matchings.parse(op);
    frames.push(new Frame.Operator(op, left, matching, returnBool));
  }

  private static Expr signed(Frame.Sign sign, Expr operand) {
    PositionRange position = new PositionRange(sign.start(), operand.position().end());
    if (operand instanceof NumberLiteral number) {
      double value = sign.negative() ? -number.value() : number.value();
      return new NumberLiteral(value, number.duration(), position);
    }
    return new UnaryExpr(sign.negative(), operand, position);
  }

  private static Expr combined(Frame.Operator operator, Expr right) {
    return new BinaryExpr(
        operator.op(),
        operator.left(),
        right,
        operator.matching(),
        operator.returnBool(),
        operator.left().position().to(right.position()));
  }

  /** Takes a comma; gives whether an operand follows it. */
  private boolean comma(@Nullable Frame top, Expr current) {
    PositionRange comma = tokens.position();
    if (top instanceof Frame.Open open && open.takesArguments()) {
      tokens.advance();
      if (tokens.at(TokenKind.RIGHT_PAREN)) {
        problems.add(
            comma, "trailing commas not allowed in function call args", "remove the comma");
        return false;
      }
      open.arguments().add(current);
      return true;
    }
    tokens.unexpected("", "an operator", "commas separate arguments only");
    tokens.advance();
    return !Recovery.stopsAt(tokens.kind());
  }

  /** Says what is wrong behind an operand and goes to where an expression may go on. */
  private void afterMistake(Expr operand) {
    switch (tokens.kind()) {
      case RIGHT_PAREN -> stray("unexpected right parenthesis ')'", "nothing is open here");
      case RIGHT_BRACKET -> stray("unexpected right bracket ']'", "nothing is open here");
      default -> {
        Hints.unexpectedAfter(operand, tokens, problems);
        Recovery.skip(tokens);
      }
    }
  }

  private void stray(String message, String remedy) {
    if (!problems.knownAt(tokens.start())) {
      problems.add(tokens.position(), message, remedy);
    }
    tokens.advance();
  }

  /** Tells the innermost parenthesis that nothing closes. */
  private void unclosed() {
    if (frames.peek() instanceof Frame.Open open) {
      Brackets.unclosedParen(problems, open.open());
    }
    frames.clear();
  }
}
