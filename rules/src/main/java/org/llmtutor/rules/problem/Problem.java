package org.llmtutor.rules.problem;

import java.util.Comparator;

/**
 * One finding about one place of one file. Ordered by file, place, then check.
 *
 * @param id the check that found it, such as {@code rule/duration}
 * @param severity how bad it is
 * @param file the file as the caller named it
 * @param span where in the file
 * @param message starts with the offending value, then says what is wrong
 * @param remedy what to do about it, a clause without a final stop
 */
public record Problem(
    String id, Severity severity, String file, Span span, String message, String remedy)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparing(problem -> problem.span().line())
          .thenComparing(problem -> problem.span().column())
          .thenComparing(Problem::id)
          .thenComparing(Problem::message);

  /** What is wrong and what to do about it, without the place. */
  public String text() {
    return message + (remedy.isEmpty() ? "" : "; " + remedy);
  }

  /** The same behind its place, as compilers write it. */
  public String line() {
    return file + ":" + span.line() + ":" + span.column() + ": " + text();
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }
}
