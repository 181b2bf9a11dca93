package org.llmtutor.rules.template;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text as written; without quotes and escapes for a string
 * @param from the index of its first character
 * @param to the index after its last character
 * @param spaced whether white space stands before it
 */
record Token(Kind kind, String text, int from, int to, boolean spaced) {

  /** The kinds of pieces. */
  enum Kind {
    TEXT,
    OPEN,
    CLOSE,
    WORD,
    FIELD,
    DOT,
    VARIABLE,
    STRING,
    NUMBER,
    CHARACTER,
    PIPE,
    COMMA,
    DECLARE,
    ASSIGN,
    LEFT_PAREN,
    RIGHT_PAREN,
    END
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean word(String wanted) {
    return kind == Kind.WORD && text.equals(wanted);
  }
}
