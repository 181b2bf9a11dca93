package org.llmtutor.promql.parser;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.types.LanguageProfile;

/** Reads lengths of time: literals everywhere, arithmetic where the profile allows it. */
final class DurationParser {

  /** Seconds that 63 bits of nanoseconds hold. */
  private static final double MOST_SECONDS = 0x1p63 / 1e9;

  private final Tokens tokens;
  private final Problems problems;
  private final LanguageProfile profile;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private String context = "";
  private String expected = "";
  private boolean told;
  private boolean afterOffset;

  DurationParser(Tokens tokens, Problems problems, LanguageProfile profile) {
    this.tokens = tokens;
    this.problems = problems;
    this.profile = profile;
  }

  private enum Role {
    SIGN,
    OPERATOR,
    PAREN,
    FUNCTION
  }

  /**
   * Something whose last operand is still to come.
   *
   * @param symbol the sign or the function
   * @param start the byte at which it or, for an operator, its symbol starts
   * @param left the operand before an operator, the first argument of a function
   */
  private record Pending(Role role, TokenKind symbol, int start, @Nullable DurationExpr left) {}

  /** Reads a length in brackets, which must be more than nothing when it is a literal. */
  DurationExpr positive(String where, String alternatives) {
    context = where;
    expected = alternatives;
    afterOffset = false;
    DurationExpr length = parse();
    if (length instanceof DurationExpr.Literal literal
        && !(literal.seconds() > 0)
        && !problems.knownAt(literal.position().start())) {
      problems.add(
          literal.position(), "duration must be greater than 0", "write a positive duration");
    }
    return length;
  }

  /**
   * Reads the length after {@code offset}. A literal or a function, with or without a sign, ends
   * it: {@code a offset 5m + b} adds series. Only behind parentheses arithmetic goes on.
   */
  DurationExpr offset() {
    context = " in offset";
    expected = "number, duration, step(), or range()";
    afterOffset = true;
    return parse();
  }

  private DurationExpr parse() {
    told = false;
    pending.clear();
    while (true) {
      DurationExpr operand = operand();
      if (operand != null) {
        DurationExpr whole = continueFrom(operand);
        if (whole != null) {
          return whole;
        }
      }
    }
  }

  /** Reads an operand; null when it only begins here. */
  private @Nullable DurationExpr operand() {
    TokenKind kind = tokens.kind();
    int start = tokens.start();
    return switch (kind) {
      case NUMBER, DURATION -> literal(kind == TokenKind.DURATION);
      case ADD, SUB -> begin(Role.SIGN, kind, start);
      case LEFT_PAREN -> begin(Role.PAREN, kind, start);
      case STEP, RANGE -> emptyCall(kind, start);
      case MAX_OF, MIN_OF, MAX, MIN -> call(kind, start);
      default -> missing();
    };
  }

  private @Nullable DurationExpr begin(Role role, TokenKind symbol, int start) {
    tokens.advance();
    pending.push(new Pending(role, symbol, start, null));
    return null;
  }

  private DurationExpr literal(boolean duration) {
    DurationExpr literal = new DurationExpr.Literal(tokens.number(), duration, tokens.position());
    tokens.advance();
    return checkedRange((DurationExpr.Literal) literal);
  }

  private DurationExpr.Literal checkedRange(DurationExpr.Literal literal) {
    if (Math.abs(literal.seconds()) > MOST_SECONDS) {
      problems.add(literal.position(), "duration out of range", "the longest is about 292y");
    }
    return literal;
  }

  private DurationExpr emptyCall(TokenKind kind, int start) {
    tokens.advance();
    open(kind);
    close();
    DurationExpr call = new DurationExpr.Call(kind.symbol(), List.of(), tokens.since(start));
    gate(call.position());
    return call;
  }

  private @Nullable DurationExpr call(TokenKind kind, int start) {
    tokens.advance();
    open(kind);
    pending.push(new Pending(Role.FUNCTION, kind, start, null));
    return null;
  }

  private void open(TokenKind function) {
    if (!tokens.accept(TokenKind.LEFT_PAREN)) {
      tokens.unexpected(context, "\"(\" after " + function.symbol(), "");
    }
  }

  private boolean close() {
    if (tokens.accept(TokenKind.RIGHT_PAREN)) {
      return true;
    }
    tokens.unexpected(context, "\")\"", "");
    return false;
  }

  private DurationExpr missing() {
    tokens.unexpected(context, expected, hint());
    return new DurationExpr.Literal(1, false, new PositionRange(tokens.start(), tokens.start()));
  }

  private String hint() {
    return tokens.at(TokenKind.IDENTIFIER) || tokens.at(TokenKind.RIGHT_BRACKET)
        ? "write a duration such as 5m"
        : "";
  }

  /** Goes on behind an operand; gives the whole, or null when another operand must follow. */
  private @Nullable DurationExpr continueFrom(DurationExpr operand) {
    DurationExpr current = operand;
    while (true) {
      Pending top = pending.peek();
      BinaryOp op = ends(current, top) ? null : arithmetic(tokens.kind());
      if (top != null && bindsBefore(top, op)) {
        pending.pop();
        current = top.role == Role.SIGN ? signed(top, current) : combined(top, current);
      } else if (op != null) {
        gate(current.position());
        pending.push(new Pending(Role.OPERATOR, tokens.kind(), tokens.start(), current));
        tokens.advance();
        return null;
      } else if (top == null) {
        return current;
      } else if (top.role == Role.FUNCTION && top.left == null) {
        return nextArgument(top, current);
      } else if (!close()) {
        pending.clear();
        return current;
      } else {
        pending.pop();
        current = top.role == Role.PAREN ? paren(top, current) : called(top, current);
      }
    }
  }

  /** Whether an operator here belongs to what stands around the offset. */
  private boolean ends(DurationExpr current, @Nullable Pending top) {
    if (!afterOffset || pending.size() > 1) {
      return false;
    }
    boolean compound =
        current instanceof DurationExpr.Paren || current instanceof DurationExpr.Arithmetic;
    return top == null ? !compound : top.role == Role.SIGN;
  }

  private static @Nullable BinaryOp arithmetic(TokenKind kind) {
    return switch (kind) {
      case ADD, SUB, MUL, DIV, MOD, POW -> kind.binary();
      default -> null;
    };
  }

  private static boolean bindsBefore(Pending top, @Nullable BinaryOp op) {
    if (top.role == Role.SIGN) {
      return op != BinaryOp.POW;
    }
    BinaryOp before = top.role == Role.OPERATOR ? top.symbol.binary() : null;
    return before != null && (op == null || Precedence.groupsLeft(before, op));
  }

  private DurationExpr signed(Pending sign, DurationExpr operand) {
    boolean negative = sign.symbol == TokenKind.SUB;
    PositionRange position = new PositionRange(sign.start, operand.position().end());
    if (operand instanceof DurationExpr.Literal literal) {
      double seconds = negative ? -literal.seconds() : literal.seconds();
      return new DurationExpr.Literal(seconds, literal.duration(), position);
    }
    boolean keepsPlus = afterOffset && operand instanceof DurationExpr.Call;
    return negative || keepsPlus ? new DurationExpr.Signed(negative, operand, position) : operand;
  }

  private DurationExpr combined(Pending operator, DurationExpr right) {
    DurationExpr left = operator.left;
    BinaryOp op = operator.symbol.binary();
    if (left == null || op == null) {
      throw new IllegalStateException("an operator without its operands");
    }
    boolean divides = op == BinaryOp.DIV || op == BinaryOp.MOD;
    if (divides && right instanceof DurationExpr.Literal literal && literal.seconds() == 0) {
      problems.add(
          new PositionRange(operator.start, operator.start + 1),
          op == BinaryOp.DIV ? "division by zero" : "modulo by zero",
          "");
    }
    PositionRange position = left.position().to(right.position());
    return new DurationExpr.Arithmetic(op, left, right, position);
  }

  private DurationExpr paren(Pending paren, DurationExpr inner) {
    PositionRange position = tokens.since(paren.start);
    gate(position);
    DurationExpr content = inner instanceof DurationExpr.Paren nested ? nested.expr() : inner;
    return new DurationExpr.Paren(content, position);
  }

  private @Nullable DurationExpr nextArgument(Pending function, DurationExpr first) {
    if (!tokens.accept(TokenKind.COMMA)) {
      tokens.unexpected(
          context, "\",\"", "write " + function.symbol.symbol() + " with two lengths");
      pending.clear();
      return first;
    }
    pending.pop();
    pending.push(new Pending(Role.FUNCTION, function.symbol, function.start, first));
    return null;
  }

  private DurationExpr called(Pending function, DurationExpr second) {
    boolean least = function.symbol == TokenKind.MIN || function.symbol == TokenKind.MIN_OF;
    TokenKind name = least ? TokenKind.MIN_OF : TokenKind.MAX_OF;
    DurationExpr first = function.left == null ? second : function.left;
    PositionRange position = tokens.since(function.start);
    gate(position);
    return new DurationExpr.Call(name.symbol(), List.of(first, second), position);
  }

  /** Says once for each length that the profile has no arithmetic. */
  private void gate(PositionRange position) {
    if (profile.durationExpressions() || told) {
      return;
    }
    told = true;
    problems.add(
        position,
        "experimental duration expression is not enabled",
        "Prometheus needs --enable-feature=promql-duration-expr, this library a language profile"
            + " with duration expressions");
  }
}
