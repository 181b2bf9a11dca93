package org.llmtutor.promql.parser;

import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.source.SourceText;

/** The token to look at now, and what to say about it. Positions are bytes. */
final class Tokens {

  private static final int LONGEST_SHOWN = 40;

  private final SourceText source;
  private final Problems problems;
  private final Lexer lexer;
  private TokenKind kind;
  private int previousEnd;

  /** Looks at the first token. */
  Tokens(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.lexer = new Lexer(source, problems);
    this.kind = lexer.next();
  }

  TokenKind kind() {
    return kind;
  }

  boolean at(TokenKind wanted) {
    return kind == wanted;
  }

  /** Goes to the next token. */
  void advance() {
    if (kind != TokenKind.EOF) {
      previousEnd = end();
      kind = lexer.next();
    }
  }

  /** Goes to the next token if this one is {@code wanted}. */
  boolean accept(TokenKind wanted) {
    if (kind != wanted) {
      return false;
    }
    advance();
    return true;
  }

  /** The text of this token. */
  String text() {
    return source.text().substring(lexer.start(), lexer.end());
  }

  /** The value of this string. */
  String string() {
    return lexer.string();
  }

  /** The value of this number or, in seconds, duration. */
  double number() {
    return lexer.number();
  }

  int start() {
    return source.byteOffset(lexer.start());
  }

  int end() {
    return source.byteOffset(lexer.end());
  }

  PositionRange position() {
    return new PositionRange(start(), end());
  }

  /** The byte behind the token before this one. */
  int previousEnd() {
    return previousEnd;
  }

  /** The range from {@code start} to the end of the token before this one. */
  PositionRange since(int start) {
    return new PositionRange(start, Math.max(start, previousEnd));
  }

  /** The char that stands at this byte. */
  char charAt(int byteOffset) {
    return source.text().charAt(source.charIndex(byteOffset));
  }

  /** Forgets that a brace or bracket is open. */
  void leave() {
    lexer.leave();
  }

  /** How messages call this token. */
  String describe() {
    int length = lexer.end() - lexer.start();
    String text =
        length <= LONGEST_SHOWN
            ? text()
            : source.text().substring(lexer.start(), lexer.start() + LONGEST_SHOWN) + "…";
    return kind.describe(text);
  }

  /**
   * Says that this token should not stand here, unless there is a problem at this place already.
   *
   * @param context where it stands, such as {@code " in aggregation"}; may be empty
   * @param expected what should stand here; may be empty
   */
  void unexpected(String context, String expected, String remedy) {
    if (kind == TokenKind.JUNK || problems.knownAt(start())) {
      return;
    }
    String end = expected.isEmpty() ? "" : ", expected " + expected;
    problems.add(position(), "unexpected " + describe() + context + end, remedy);
  }
}
