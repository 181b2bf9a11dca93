package org.llmtutor.promql;

/**
 * The root of everything this module throws because of what it was given. A retry never helps; the
 * message says value, problem and remedy.
 */
public class PromqlException extends RuntimeException {

  /** With a message that is fit to be shown to the person who wrote the input. */
  public PromqlException(String message) {
    super(message);
  }
}
