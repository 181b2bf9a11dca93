package org.llmtutor.rules.problem;

/**
 * A stretch of one line of a source text.
 *
 * @param line the line, from 1
 * @param column the first character (code point) of the stretch, from 1
 * @param length how many code points, at least 1
 */
public record Span(int line, int column, int length) {

  /** The very first character of a text. */
  public static final Span START = new Span(1, 1, 1);

  /** Lifts {@code length} to at least 1, so that there is always something to point at. */
  public Span {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(line + ":" + column + ": lines and columns start at 1");
    }
    length = Math.max(1, length);
  }
}
