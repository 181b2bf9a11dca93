package org.llmtutor.rules.check;

import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.ScalarForm;
import org.llmtutor.rules.yaml.YamlScalar;

/** Finds group limits that are not whole numbers. */
final class GroupLimitCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo("group/limit", Severity.ERROR, "A group's limit is a whole number.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.groups()
        .flatMap(group -> group.field("limit").stream())
        .filter(limit -> !isCount(limit))
        .forEach(
            limit ->
                reporter.report(
                    limit.span(),
                    Quoted.of(limit.value()) + ": not a number of series",
                    "write a whole number without quotes; 0 means no limit"));
  }

  private static boolean isCount(YamlScalar limit) {
    String text = limit.value();
    return limit.form() == ScalarForm.PLAIN
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
