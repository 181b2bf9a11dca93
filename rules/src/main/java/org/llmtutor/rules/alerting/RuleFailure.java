package org.llmtutor.rules.alerting;

import org.llmtutor.promql.PromqlException;

/** A rule that could not be evaluated. */
public final class RuleFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;

  /** Why the rule called {@code rule} has no result. */
  public RuleFailure(String rule, String problem) {
    super(problem, null, false, false);
    this.rule = rule;
  }

  /** The same for an expression, or another part of the rule, that fails as {@code cause} says. */
  RuleFailure(String rule, PromqlException cause) {
    this(rule, cause.problem() + "; " + cause.remedy());
  }

  /** The rule's name. */
  public String rule() {
    return rule;
  }
}
