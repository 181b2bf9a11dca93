package org.llmtutor.prices;

import java.util.List;
import org.llmtutor.rules.problem.Problem;

/** A price book that cannot be used. The message has one line for every mistake, with its place. */
public final class PriceBookException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PriceBookException(String message) {
    super(message);
  }

  /** For a book with mistakes. */
  public PriceBookException(List<Problem> problems) {
    this(String.join("\n", problems.stream().sorted().map(Problem::line).toList()));
  }

  /** The message line by line. */
  public List<String> lines() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
