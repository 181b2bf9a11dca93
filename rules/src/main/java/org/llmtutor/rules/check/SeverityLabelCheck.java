package org.llmtutor.rules.check;

import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds alerts that do not say how urgent they are. */
final class SeverityLabelCheck implements RuleCheck {

  private static final String LABEL = "severity";

  @Override
  public CheckInfo info() {
    return new CheckInfo("alert/severity", Severity.WARNING, "Every alert has a severity label.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.groups().filter(group -> !hasSeverity(group)).forEach(group -> rules(group, reporter));
  }

  private static boolean hasSeverity(RuleGroup group) {
    return group.labels().stream().anyMatch(label -> label.name().value().equals(LABEL));
  }

  private static void rules(RuleGroup group, Reporter reporter) {
    group.rules().stream()
        .filter(rule -> rule instanceof AlertingRule && rule.label(LABEL).isEmpty())
        .forEach(
            alert ->
                reporter.report(
                    alert.name().span(),
                    Quoted.of(alert.name().value()) + ": an alert without a severity label",
                    "add severity: page, ticket or info under labels:"));
  }
}
