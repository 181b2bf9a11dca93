package org.llmtutor.promql.parser;

/** Where an expression may go on after a mistake. */
final class Recovery {

  private Recovery() {}

  /** Whether a token of this kind ends an operand. */
  static boolean stopsAt(TokenKind kind) {
    return switch (kind) {
      case EOF, COMMA, RIGHT_PAREN, RIGHT_BRACKET -> true;
      default -> kind.binary() != null;
    };
  }

  /**
   * Leaves this token behind and goes to the next one that ends an operand and is in no bracket
   * opened on the way.
   */
  static void skip(Tokens tokens) {
    int depth = 0;
    do {
      depth = Math.max(0, depth + nesting(tokens.kind()));
      tokens.advance();
    } while (!tokens.at(TokenKind.EOF) && (depth > 0 || !stopsAt(tokens.kind())));
  }

  /** Goes to the next opening parenthesis or token that ends an operand. */
  static void skipToParen(Tokens tokens) {
    while (!tokens.at(TokenKind.LEFT_PAREN) && !stopsAt(tokens.kind())) {
      tokens.advance();
    }
  }

  private static int nesting(TokenKind kind) {
    return switch (kind) {
      case LEFT_PAREN, LEFT_BRACE, LEFT_BRACKET -> 1;
      case RIGHT_PAREN, RIGHT_BRACE, RIGHT_BRACKET -> -1;
      default -> 0;
    };
  }
}
