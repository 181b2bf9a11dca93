package org.llmtutor.promql.parser;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.source.NearestName;
import org.llmtutor.promql.source.PositionRange;

/** What to write instead of a token that should not stand where it does. */
final class Hints {

  private Hints() {}

  /** A remedy for a token of this kind where an expression should start. */
  static String beforeOperand(TokenKind kind) {
    return switch (kind) {
      case EOF -> "the text ends too early";
      case ON, IGNORING, BOOL, FILL, FILL_LEFT, FILL_RIGHT -> "it stands behind an operator";
      case GROUP_LEFT, GROUP_RIGHT -> "it stands behind on(...) or ignoring(...)";
      case LEFT_BRACKET -> "a range stands behind a selector";
      case EQUAL, EQUAL_REGEX, NOT_EQUAL_REGEX -> "matchers stand in braces";
      case AT -> "@ stands behind a selector";
      default -> "";
    };
  }

  /** Says that this token should not stand behind {@code operand}. */
  static void unexpectedAfter(Expr operand, Tokens tokens, Problems problems) {
    String name = name(operand);
    String meant = name == null ? null : NearestName.in(Words.anywhere(), name);
    if (name != null && meant != null && startsOperand(tokens.kind())) {
      int start = operand.position().start();
      PositionRange word = new PositionRange(start, start + name.length());
      if (!problems.knownAt(start)) {
        String message = "unexpected identifier \"" + name + "\"";
        problems.add(word, message, "did you mean " + meant + "?");
      }
      return;
    }
    tokens.unexpected("", "an operator or the end", afterOperand(operand, tokens));
  }

  private static @Nullable String name(Expr operand) {
    if (operand instanceof VectorSelector selector) {
      return selector.name();
    }
    return operand instanceof Call call ? call.function() : null;
  }

  private static boolean startsOperand(TokenKind kind) {
    return switch (kind) {
      case NUMBER, DURATION, STRING, LEFT_PAREN, LEFT_BRACE -> true;
      default -> kind.metricName();
    };
  }

  private static String afterOperand(Expr operand, Tokens tokens) {
    return switch (tokens.kind()) {
      case IDENTIFIER ->
          NearestName.remedy(
              Words.AFTER_EXPRESSION, tokens.text(), "write an operator between expressions");
      case EQUAL_REGEX, NOT_EQUAL_REGEX -> "matchers stand in braces, such as {job=~\"a.*\"}";
      case LEFT_BRACE -> "matchers stand directly behind the name of a metric";
      case LEFT_PAREN ->
          operand instanceof VectorSelector ? "this is no function" : "write an operator";
      case BY, WITHOUT -> "it belongs to an aggregation such as sum(...)";
      case ON, IGNORING, BOOL, GROUP_LEFT, GROUP_RIGHT -> "it stands behind an operator";
      case STRING ->
          operand instanceof StringLiteral ? "write an operator between expressions" : "";
      case COLON -> "colons stand in names and in subqueries";
      default -> "";
    };
  }
}
