package org.llmtutor.promql.parser;

import org.llmtutor.promql.source.PositionRange;

/** Says which bracket is never closed. */
final class Brackets {

  private Brackets() {}

  static void unclosedParen(Problems problems, int open) {
    unclosed(problems, open, "unclosed left parenthesis", ")");
  }

  static void unclosed(Problems problems, int open, String message, String closing) {
    problems.add(new PositionRange(open, open + 1), message, "close it with " + closing);
  }
}
