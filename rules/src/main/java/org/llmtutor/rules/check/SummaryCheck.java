package org.llmtutor.rules.check;

import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds alerts that do not say in a sentence what is wrong. */
final class SummaryCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "alert/summary", Severity.WARNING, "Every alert has a summary annotation.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.alerts()
        .filter(alert -> alert.annotation("summary").isEmpty())
        .forEach(
            alert ->
                reporter.report(
                    alert.name().span(),
                    Quoted.of(alert.name().value()) + ": an alert without a summary",
                    "add summary: with one sentence under annotations:"));
  }
}
