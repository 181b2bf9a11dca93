package org.llmtutor.rules.check;

import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds groups without a name. */
final class GroupNameCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo("group/name", Severity.ERROR, "Every group has a name.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.groups()
        .filter(group -> group.name().value().isEmpty())
        .forEach(
            group -> reporter.report(group.name().span(), "a group without a name", "add name:"));
  }
}
