package org.llmtutor.rules.check;

import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/**
 * Finds rules without an expression.
 *
 * <p>This is the place where expressions are to be parsed and type-checked: the syntax errors of
 * {@link Rule#expr()} become findings at {@link org.llmtutor.rules.yaml.YamlScalar#spanOf}. Until
 * there is a parser only their presence is checked, and the command says so.
 */
final class ExpressionCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/expr", Severity.ERROR, "Every rule has an expression (presence only).");
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
