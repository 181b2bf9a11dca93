package org.llmtutor.promql.series;

import java.nio.charset.StandardCharsets;
import org.llmtutor.promql.source.PositionRange;

/** A place in a text that is being read. */
final class Cursor {

  private static final int LONGEST_QUOTE = 40;

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  int index() {
    return at;
  }

  void moveTo(int index) {
    at = index;
  }

  String since(int start) {
    return text.substring(start, at);
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The char {@code ahead} of here; 0 behind the end. */
  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  char peek() {
    return peek(0);
  }

  char next() {
    return text.charAt(at++);
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  /** Like {@link #startsWith}, for ASCII letters of either case. */
  boolean startsWithWord(String word) {
    return text.regionMatches(true, at, word, 0, word.length());
  }

  int find(String part) {
    return text.indexOf(part, at);
  }

  boolean take(char wanted) {
    boolean there = !atEnd() && peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  boolean atSpace() {
    return !atEnd() && isSpace(peek());
  }

  void skipSpace() {
    while (atSpace()) {
      at++;
    }
  }

  /** What stands here up to the next space, in quotes. */
  SeriesNotationException unexpected(String where, String remedy) {
    if (atEnd()) {
      return problem(at, at, "unexpected end " + where, remedy);
    }
    int end = at + 1;
    while (end < text.length() && !isSpace(text.charAt(end))) {
      end++;
    }
    return problem(at, end, "'" + quote(at, end) + "': unexpected " + where, remedy);
  }

  /** A problem with what stands from {@code start} to here. */
  SeriesNotationException problemSince(int start, String what, String remedy) {
    return problem(start, at, "'" + quote(start, at) + "': " + what, remedy);
  }

  private SeriesNotationException problem(int start, int end, String problem, String remedy) {
    return new SeriesNotationException(
        problem, remedy, new PositionRange(byteOffset(start), byteOffset(end)));
  }

  private String quote(int start, int end) {
    return end - start <= LONGEST_QUOTE
        ? text.substring(start, end)
        : text.substring(start, start + LONGEST_QUOTE) + "…";
  }

  private int byteOffset(int index) {
    return text.substring(0, Math.min(index, text.length()))
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
