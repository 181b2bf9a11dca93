package org.llmtutor.promql.parser;

/** Classes of characters; names in PromQL are ASCII unless quoted. */
final class Characters {

  private Characters() {}

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isWordStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c);
  }
}
