package org.llmtutor.promql;

/**
 * The root of everything this module throws because of what it was given. A retry never helps; the
 * message says value, problem and remedy.
 */
public class PromqlException extends RuntimeException {

  private final String problem;
  private final String remedy;

  /**
   * With texts that are fit to be shown to the person who wrote the input.
   *
   * @param problem the offending value and what is wrong with it
   * @param remedy what to write instead
   */
  public PromqlException(String problem, String remedy) {
    super(problem + "; " + remedy);
    this.problem = problem;
    this.remedy = remedy;
  }

  /** The offending value and what is wrong with it. */
  public final String problem() {
    return problem;
  }

  /** What to write instead. */
  public final String remedy() {
    return remedy;
  }
}
