package org.llmtutor.rules.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * A file's text with its lines, as YAML counts them: {@code \n}, {@code \r\n} and a lone {@code \r}
 * end a line; a byte order mark is not part of the first.
 */
public final class SourceText {

  private final String name;
  private final String text;
  private final List<Integer> lineStarts;

  /** Whether a column may be two chars wide. */
  private final boolean hasPairs;

  /** A text called {@code name}. */
  public SourceText(String name, String text) {
    this.name = name;
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    this.lineStarts = lineStarts(this.text);
    this.hasPairs = hasPairs(this.text);
  }

  /** What to call the file in messages. */
  public String name() {
    return name;
  }

  /** The whole text, without a byte order mark. */
  public String text() {
    return text;
  }

  /** How many lines there are, at least 1. */
  public int lineCount() {
    return lineStarts.size();
  }

  /** The line numbered {@code line} from 1, without its end; empty beyond the last line. */
  public String line(int line) {
    if (line > lineStarts.size()) {
      return "";
    }
    return text.substring(lineStarts.get(line - 1), lineEnd(line));
  }

  private int lineEnd(int line) {
    int end = line == lineStarts.size() ? text.length() : lineStarts.get(line);
    int start = lineStarts.get(line - 1);
    while (end > start && isBreak(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** The index into {@link #text()} of a line and a column in code points, both from 1. */
  public int offset(int line, int column) {
    if (line > lineStarts.size()) {
      return text.length();
    }
    int start = lineStarts.get(line - 1);
    int end = lineEnd(line);
    int wanted = column - 1;
    if (!hasPairs) {
      return Math.min(start + wanted, end);
    }
    return text.offsetByCodePoints(start, Math.min(wanted, text.codePointCount(start, end)));
  }

  /** The span from {@code start} to {@code end} in {@link #text()}, cut at the end of its line. */
  public Span span(int start, int end) {
    int line = lineAt(start);
    int lineStart = lineStarts.get(line - 1);
    int lineEnd = lineStart + line(line).length();
    int from = Math.min(start, lineEnd);
    int to = Math.max(from, Math.min(end, lineEnd));
    return new Span(line, text.codePointCount(lineStart, from) + 1, text.codePointCount(from, to));
  }

  private int lineAt(int offset) {
    int low = 0;
    int high = lineStarts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (lineStarts.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low + 1;
  }

  private static List<Integer> lineStarts(String text) {
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (isBreak(c) && !pair) {
        starts.add(i + 1);
      }
    }
    return starts;
  }

  private static boolean hasPairs(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
