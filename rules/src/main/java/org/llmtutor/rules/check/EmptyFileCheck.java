package org.llmtutor.rules.check;

import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.Span;

/** Finds files without groups and groups without rules: they load, and nobody is ever alerted. */
final class EmptyFileCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "file/empty", Severity.WARNING, "Files have groups and groups have rules.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    if (file.kind() == RuleFile.Kind.RULES && file.groups().findAny().isEmpty()) {
      reporter.report(Span.START, "no rule groups in this file", "add one under groups:");
    }
    file.groups()
        .filter(group -> group.ruleNodes().isEmpty())
        .forEach(group -> report(group, reporter));
  }

  private static void report(RuleGroup group, Reporter reporter) {
    reporter.report(
        group.name().span(),
        Quoted.of(group.name().value()) + ": a group without rules",
        "add rules or remove the group");
  }
}
