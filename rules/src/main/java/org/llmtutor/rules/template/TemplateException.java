package org.llmtutor.rules.template;

/** A template that cannot be read or rendered. */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** The text is no template: Prometheus refuses the whole rule file. */
    SYNTAX,
    /** A function is called in a way that fails for each alert, such as with a wrong type. */
    TYPE,
    /** What fails for some alerts only, such as the first sample of an empty result. */
    DATA
  }

  private final Kind kind;
  private final int from;
  private final int to;
  private final String problem;
  private final String remedy;

  /** Something wrong at {@code [from, to)} of the template's text. */
  public TemplateException(Kind kind, int from, int to, String problem, String remedy) {
    super(problem + "; " + remedy, null, false, false);
    this.kind = kind;
    this.from = from;
    this.to = to;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The index of the first character concerned. */
  public int from() {
    return from;
  }

  /** The index after the last character concerned. */
  public int to() {
    return to;
  }

  /** What is wrong, without the remedy. */
  public String problem() {
    return problem;
  }

  /** What to do about it, a clause without a final stop. */
  public String remedy() {
    return remedy;
  }
}
