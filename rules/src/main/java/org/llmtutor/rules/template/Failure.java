package org.llmtutor.rules.template;

/** A function's failure before its place is known. */
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final TemplateException.Kind kind;
  private final String problem;
  private final String remedy;

  private Failure(TemplateException.Kind kind, String problem, String remedy) {
    super(problem, null, false, false);
    this.kind = kind;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** A value of a type that the function does not take. */
  static Failure type(String problem, String remedy) {
    return new Failure(TemplateException.Kind.TYPE, problem, remedy);
  }

  /** A value that the function has no answer for. */
  static Failure data(String problem, String remedy) {
    return new Failure(TemplateException.Kind.DATA, problem, remedy);
  }

  TemplateException at(int from, int to) {
    return new TemplateException(kind, from, to, problem, remedy);
  }
}
