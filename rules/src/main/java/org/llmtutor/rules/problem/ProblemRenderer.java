package org.llmtutor.rules.problem;

import org.jspecify.annotations.Nullable;

/**
 * Writes a problem for a person:
 *
 * <pre>{@code
 * alerts/tutor.yml:12:14: error: '5min': unknown unit 'min'; use 5m [rule/duration]
 *    12 |         for: 5min
 *       |              ^^^^
 * }</pre>
 *
 * <p>Tabs, wide and combining characters keep the carets in place; control characters are shown as
 * U+FFFD; of a long line only the part around the carets is shown. Immutable.
 */
public final class ProblemRenderer {

  private static final int WIDTH = 120;
  private static final String TAB = "    ";

  private final boolean colours;

  /** With or without ANSI colours. */
  public ProblemRenderer(boolean colours) {
    this.colours = colours;
  }

  /** The problem in three lines, or in one when {@code source} is unknown; no final line end. */
  public String render(Problem problem, @Nullable SourceText source) {
    Span span = problem.span();
    String head = head(problem);
    if (source == null || span.line() > source.lineCount()) {
      return head;
    }
    Excerpt excerpt = Excerpt.of(source.line(span.line()), span);
    String number = String.valueOf(span.line());
    String indent = " ".repeat(Math.max(0, 5 - number.length()));
    String margin = " ".repeat(Math.max(5, number.length()));
    return head
        + "\n"
        + paint("2", indent + number + " | ")
        + excerpt.text
        + "\n"
        + paint("2", margin + " | ")
        + " ".repeat(excerpt.caretAt)
        + paint(colour(problem.severity()), "^".repeat(excerpt.caretWidth));
  }

  private String head(Problem problem) {
    Span span = problem.span();
    String place = Quoted.plain(problem.file()) + ":" + span.line() + ":" + span.column() + ":";
    return paint("1", place)
        + " "
        + paint(colour(problem.severity()), problem.severity() + ":")
        + " "
        + Quoted.plain(problem.message())
        + (problem.remedy().isEmpty() ? "" : "; " + Quoted.plain(problem.remedy()))
        + " "
        + paint("2", "[" + problem.id() + "]");
  }

  private String paint(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private static String colour(Severity severity) {
    return switch (severity) {
      case ERROR -> "31";
      case WARNING -> "33";
      case INFO -> "36";
    };
  }

  /** A source line made fit for a terminal, and where the carets go below it. */
  private record Excerpt(String text, int caretAt, int caretWidth) {

    static Excerpt of(String line, Span span) {
      int[] points = line.codePoints().toArray();
      int from = Math.min(span.column() - 1, points.length);
      int to = Math.min(from + span.length(), points.length);
      int first = Math.max(0, Math.min(from - WIDTH / 4, points.length - WIDTH));
      int last = Math.min(points.length, first + WIDTH);
      String lead = first > 0 ? "…" : "";
      String before = lead + show(points, first, from);
      String marked = show(points, from, Math.min(to, last));
      String after = show(points, Math.min(to, last), last) + (last < points.length ? "…" : "");
      return new Excerpt(before + marked + after, width(before), Math.max(1, width(marked)));
    }

    private static String show(int[] points, int from, int to) {
      StringBuilder text = new StringBuilder();
      for (int i = from; i < to; i++) {
        if (points[i] == '\t') {
          text.append(TAB);
        } else {
          text.appendCodePoint(DisplayWidth.isUnsafe(points[i]) ? '\uFFFD' : points[i]);
        }
      }
      return text.toString();
    }

    private static int width(String text) {
      return text.codePoints().map(DisplayWidth::of).sum();
    }
  }
}
