package org.llmtutor.promql.parser;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words that the language gives a meaning. They may be written in any case. */
final class Words {

  private static final Map<String, TokenKind> KINDS = new HashMap<>();
  private static final int LONGEST;

  static {
    int longest = 0;
    for (TokenKind kind : TokenKind.values()) {
      if (kind.word()) {
        KINDS.put(kind.symbol(), kind);
        longest = Math.max(longest, kind.symbol().length());
      }
    }
    KINDS.put("inf", TokenKind.NUMBER);
    KINDS.put("nan", TokenKind.NUMBER);
    LONGEST = longest;
  }

  private Words() {}

  /** The words that may follow a whole expression, for suggestions. */
  static final List<String> AFTER_EXPRESSION =
      List.of("offset", "by", "without", "and", "or", "unless", "atan2", "anchored", "smoothed");

  /** The words that may follow an operator, for suggestions. */
  static final List<String> AFTER_OPERATOR =
      List.of(
          "bool", "on", "ignoring", "group_left", "group_right", "fill", "fill_left", "fill_right");

  /** What the part of {@code text} from {@code start} to {@code end} is. */
  static TokenKind kind(String text, int start, int end) {
    if (end - start > LONGEST) {
      return TokenKind.IDENTIFIER;
    }
    String word = text.substring(start, end).toLowerCase(Locale.ROOT);
    return KINDS.getOrDefault(word, TokenKind.IDENTIFIER);
  }

  /** Both lists of suggestions. */
  static Collection<String> anywhere() {
    List<String> words = new ArrayList<>(AFTER_EXPRESSION);
    words.addAll(AFTER_OPERATOR);
    return words;
  }
}
