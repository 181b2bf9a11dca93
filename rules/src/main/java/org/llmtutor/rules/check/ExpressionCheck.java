package org.llmtutor.rules.check;

import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds rules without an expression. */
final class ExpressionCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo("rule/expr", Severity.ERROR, "Every rule has an expression.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.rules()
        .filter(rule -> rule.expr().value().isBlank())
        .forEach(
            rule ->
                reporter.report(
                    rule.expr().span(),
                    Quoted.of(rule.name().value())
                        + ": "
                        + article(rule)
                        + " without an expression",
                    "add expr:"));
  }

  private static String article(Rule rule) {
    return rule.kind().startsWith("a") ? "an " + rule.kind() : "a " + rule.kind();
  }
}
