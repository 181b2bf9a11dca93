package org.llmtutor.cli.exposition;

import java.util.Locale;
import org.llmtutor.cli.output.PlainText;

/** Reads one line of a page from left to right. Not thread-safe. */
final class LineScanner {

  private final String line;
  private int at;

  LineScanner(String line) {
    this.line = line;
  }

  /** A line that does not follow the format, and where. */
  static final class BadLine extends Exception {

    private final int column;

    BadLine(int column, String message) {
      super(message, null, false, false);
      this.column = column;
    }

    int column() {
      return column;
    }
  }

  BadLine bad(String message) {
    return new BadLine(at + 1, message);
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at >= line.length();
  }

  char peek() {
    return atEnd() ? '\0' : line.charAt(at);
  }

  void skipBlanks() {
    while (!atEnd() && (peek() == ' ' || peek() == '\t')) {
      at++;
    }
  }

  boolean take(char c) {
    if (peek() == c && !atEnd()) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char c, String where) throws BadLine {
    if (!take(c)) {
      throw bad("'" + c + "' expected " + where + ", found " + found());
    }
  }

  private String found() {
    return atEnd() ? "the end of the line" : "'" + PlainText.of(String.valueOf(peek())) + "'";
  }

  /** A metric name (with colons) or a label name (without). */
  String name(boolean metric) throws BadLine {
    int start = at;
    while (!atEnd() && isNamePart(peek(), at == start, metric)) {
      at++;
    }
    if (at == start) {
      throw bad((metric ? "a metric name" : "a label name") + " expected, found " + found());
    }
    return line.substring(start, at);
  }

  private static boolean isNamePart(char c, boolean first, boolean metric) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return letter || (metric && c == ':') || (!first && c >= '0' && c <= '9');
  }

  /** A quoted string with its escapes resolved. */
  String quoted() throws BadLine {
    int start = at;
    expect('"', "before the value");
    StringBuilder text = new StringBuilder();
    while (!atEnd()) {
      char c = line.charAt(at++);
      if (c == '"') {
        return text.toString();
      }
      text.append(c == '\\' ? escape() : c);
    }
    at = start;
    throw bad("the quote is never closed");
  }

  private char escape() throws BadLine {
    char c = peek();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case '\\', '"' -> c;
      default -> {
        at -= 2;
        throw bad("unknown escape; only \\\\, \\\" and \\n are known");
      }
    };
  }

  /** A run of characters up to a blank. */
  String word(String what) throws BadLine {
    int start = at;
    while (!atEnd() && peek() != ' ' && peek() != '\t') {
      at++;
    }
    if (at == start) {
      throw bad(what + " expected, found " + found());
    }
    return line.substring(start, at);
  }

  /** A number as the formats write it: a float, {@code NaN}, {@code +Inf} or {@code -Inf}. */
  double number(String what) throws BadLine {
    int start = at;
    String word = word(what);
    if (!isNumber(word)) {
      at = start;
      throw bad("'" + PlainText.of(word, 40) + "' is not a number");
    }
    return value(word);
  }

  private static double value(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      boolean nan = word.toLowerCase(Locale.ROOT).endsWith("nan");
      double infinite = word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return nan ? Double.NaN : infinite;
    }
  }

  static boolean isNumber(String word) {
    char last = word.charAt(word.length() - 1);
    if (last == 'f' || last == 'F' || last == 'd' || last == 'D') {
      String plain = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
      return plain.equalsIgnoreCase("inf");
    }
    try {
      Double.parseDouble(word);
      return true;
    } catch (NumberFormatException e) {
      String plain = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
      return plain.equalsIgnoreCase("nan")
          || plain.equalsIgnoreCase("inf")
          || plain.equalsIgnoreCase("infinity");
    }
  }

  String rest() {
    String rest = line.substring(at);
    at = line.length();
    return rest;
  }
}
