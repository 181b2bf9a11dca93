package org.llmtutor.rules.check;

import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds alerts that do not say where it is written what to do. */
final class RunbookCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "alert/runbook", Severity.WARNING, "Every alert has a runbook_url annotation.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.alerts()
        .filter(alert -> alert.annotation("runbook_url").isEmpty())
        .forEach(
            alert ->
                reporter.report(
                    alert.name().span(),
                    Quoted.of(alert.name().value()) + ": an alert without a runbook_url",
                    "add runbook_url: under annotations:"));
  }
}
