package org.llmtutor.promql.parser;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.Quoted;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.source.SourceText;

/**
 * Cuts a text into tokens. Braces have no keywords, brackets have colons that are no part of a
 * name. Bad characters, numbers and strings are told as problems and still become a token.
 */
final class Lexer {

  private final SourceText source;
  private final String text;
  private final Problems problems;
  private final StringReader strings;
  private int start;
  private int end;
  private boolean inBraces;
  private boolean inBrackets;
  private double number;

  Lexer(SourceText source, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.problems = problems;
    this.strings = new StringReader(source, problems);
  }

  /** The index at which the latest token starts. */
  int start() {
    return start;
  }

  /** The index behind the latest token. */
  int end() {
    return end;
  }

  /** The value of the latest string. */
  String string() {
    return strings.value();
  }

  /** The value of the latest number. */
  double number() {
    return number;
  }

  /** Reads the next token. */
  TokenKind next() {
    skipSpace();
    start = end;
    if (start >= text.length() || problems.full()) {
      start = problems.full() ? text.length() : start;
      end = start;
      return TokenKind.EOF;
    }
    char c = text.charAt(start);
    if (Characters.isWordStart(c) || (c == ':' && !inBraces && !inBrackets)) {
      return word();
    }
    if (Characters.isDigit(c) || (c == '.' && Characters.isDigit(charAt(start + 1)))) {
      return number(c);
    }
    if (c == '"' || c == '\'' || c == '`') {
      end = strings.read(start);
      return TokenKind.STRING;
    }
    return symbol(c);
  }

  private void skipSpace() {
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '#') {
        skipComment();
      } else if (Characters.isSpace(c)) {
        end++;
      } else {
        return;
      }
    }
  }

  private void skipComment() {
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private TokenKind word() {
    boolean colons = false;
    boolean plain = inBraces || inBrackets;
    end = start;
    while (Characters.isWordPart(charAt(end)) || (!plain && charAt(end) == ':')) {
      colons |= text.charAt(end) == ':';
      end++;
    }
    if (inBraces) {
      return TokenKind.IDENTIFIER;
    }
    TokenKind kind = colons ? TokenKind.METRIC_IDENTIFIER : Words.kind(text, start, end);
    if (kind == TokenKind.NUMBER) {
      number = NumberText.value(text.substring(start, end));
    }
    boolean fill =
        kind == TokenKind.FILL || kind == TokenKind.FILL_LEFT || kind == TokenKind.FILL_RIGHT;
    return fill && !parenFollows() ? TokenKind.IDENTIFIER : kind;
  }

  private boolean parenFollows() {
    int at = end;
    while (Characters.isSpace(charAt(at))) {
      at++;
    }
    return charAt(at) == '(';
  }

  private TokenKind number(char first) {
    if (inBraces) {
      return junk("unexpected character inside braces: '" + first + "'", "quote values");
    }
    int numberEnd = NumberText.end(text, start);
    if (numberEnd >= 0) {
      end = numberEnd;
      return numberValue();
    }
    end = start;
    while (Characters.isWordPart(charAt(end)) || charAt(end) == '.') {
      end++;
    }
    return durationValue();
  }

  private TokenKind numberValue() {
    if (smallNumber()) {
      return TokenKind.NUMBER;
    }
    try {
      number = NumberText.value(text.substring(start, end));
    } catch (NumberFormatException bad) {
      report("error parsing number \"" + shown() + "\": not a number, or too big", "");
      number = 1;
    }
    return TokenKind.NUMBER;
  }

  /** Reads a short number of plain digits, which most are, without more ado. */
  private boolean smallNumber() {
    if (end - start > 9 || (text.charAt(start) == '0' && end - start > 1)) {
      return false;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!Characters.isDigit(c)) {
        return false;
      }
      value = value * 10 + c - '0';
    }
    number = value;
    return true;
  }

  private TokenKind durationValue() {
    try {
      number = Durations.seconds(text, start, end);
    } catch (PromqlException bad) {
      String message = "bad number or duration syntax: \"" + shown() + "\": " + bad.problem();
      report(message, bad.remedy());
      number = 1;
    }
    return TokenKind.DURATION;
  }

  private TokenKind symbol(char c) {
    TokenKind kind = single(c);
    if (kind != null) {
      return take(kind, 1);
    }
    char second = charAt(start + 1);
    return switch (c) {
      case '=' -> equal(second);
      case '!' -> bang(second);
      case '<' -> {
        if (second == '=' || second == '/') {
          yield take(second == '=' ? TokenKind.LESS_OR_EQUAL : TokenKind.TRIM_UPPER, 2);
        }
        yield take(TokenKind.LESS, 1);
      }
      case '>' -> {
        if (second == '=' || second == '/') {
          yield take(second == '=' ? TokenKind.GREATER_OR_EQUAL : TokenKind.TRIM_LOWER, 2);
        }
        yield take(TokenKind.GREATER, 1);
      }
      default -> strange(c, second);
    };
  }

  private @Nullable TokenKind single(char c) {
    return switch (c) {
      case '(' -> TokenKind.LEFT_PAREN;
      case ')' -> TokenKind.RIGHT_PAREN;
      case '{' -> TokenKind.LEFT_BRACE;
      case '}' -> TokenKind.RIGHT_BRACE;
      case '[' -> TokenKind.LEFT_BRACKET;
      case ']' -> TokenKind.RIGHT_BRACKET;
      case ',' -> TokenKind.COMMA;
      case ':' -> TokenKind.COLON;
      case '@' -> TokenKind.AT;
      case '+' -> TokenKind.ADD;
      case '-' -> TokenKind.SUB;
      case '*' -> TokenKind.MUL;
      case '/' -> TokenKind.DIV;
      case '%' -> TokenKind.MOD;
      case '^' -> TokenKind.POW;
      default -> null;
    };
  }

  private TokenKind take(TokenKind kind, int length) {
    end = start + length;
    switch (kind) {
      case LEFT_BRACE -> inBraces = true;
      case RIGHT_BRACE -> inBraces = false;
      case LEFT_BRACKET -> inBrackets = true;
      case RIGHT_BRACKET -> inBrackets = false;
      default -> {
        // Nothing else changes what names are.
      }
    }
    return kind;
  }

  /** Leaves braces and brackets, whose end is missing. */
  void leave() {
    inBraces = false;
    inBrackets = false;
  }

  private TokenKind equal(char second) {
    if (second == '~') {
      return take(TokenKind.EQUAL_REGEX, 2);
    }
    boolean comparison = second == '=' && !inBraces;
    return comparison ? take(TokenKind.EQUALS, 2) : take(TokenKind.EQUAL, 1);
  }

  private TokenKind bang(char second) {
    if (second == '=') {
      return take(TokenKind.NOT_EQUAL, 2);
    }
    if (second == '~') {
      return take(TokenKind.NOT_EQUAL_REGEX, 2);
    }
    String where = inBraces ? " inside braces" : "";
    String found = start + 1 < text.length() ? "'" + shownAt(start + 1) + "'" : "end of input";
    return junk("unexpected character after '!'" + where + ": " + found, "write != or !~");
  }

  private TokenKind strange(char c, char second) {
    String where = inBraces ? " inside braces: '" : ": '";
    String message = "unexpected character" + where + shownAt(start) + "'";
    if ((c == '&' || c == '|') && !inBraces) {
      TokenKind meant = c == '&' ? TokenKind.AND : TokenKind.OR;
      end = start + (second == c ? 2 : 1);
      report(message, "write " + meant.symbol());
      return meant;
    }
    return junk(message, remedy(c));
  }

  private static String remedy(char c) {
    return switch (c) {
      case '\u201c', '\u201d', '\u201e', '\u2018', '\u2019' -> "write straight quotes";
      case '\u00a0', '\u2009', '\u202f', '\u3000' -> "write a plain space";
      case '\u2212', '\u2013', '\u2014' -> "write -";
      case '\u00d7' -> "write *";
      case '$' -> "replace variables before the text is parsed";
      case ';' -> "a query is one expression";
      default -> "";
    };
  }

  /** Takes a run of characters that start no token as one. */
  private TokenKind junk(String message, String remedy) {
    int from = start;
    end = start + Character.charCount(text.codePointAt(start));
    report(message, remedy);
    while (end < text.length() && isStrange(text.charAt(end))) {
      end++;
    }
    start = from;
    return TokenKind.JUNK;
  }

  private boolean isStrange(char c) {
    boolean known = Characters.isWordPart(c) || Characters.isSpace(c) || single(c) != null;
    return !known && "=!<>\"'`#.".indexOf(c) < 0;
  }

  /** The character at {@code index} as Go quotes it, without the quotes. */
  private String shownAt(int index) {
    String character = text.substring(index, text.offsetByCodePoints(index, 1));
    String quoted = Quoted.of(character);
    return quoted.substring(1, quoted.length() - 1);
  }

  private String shown() {
    return end - start <= 40 ? text.substring(start, end) : text.substring(start, start + 40) + "…";
  }

  private void report(String message, String remedy) {
    problems.add(
        new PositionRange(source.byteOffset(start), source.byteOffset(end)), message, remedy);
  }
}
