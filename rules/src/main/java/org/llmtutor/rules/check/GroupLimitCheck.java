package org.llmtutor.rules.check;

import java.util.regex.Pattern;
import org.llmtutor.rules.file.GroupLimit;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.ScalarForm;
import org.llmtutor.rules.yaml.YamlScalar;

/** Finds group limits that are not whole numbers. */
final class GroupLimitCheck implements RuleCheck {

  private static final Pattern COUNT = Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})");

  @Override
  public CheckInfo info() {
    return new CheckInfo("group/limit", Severity.ERROR, "A group's limit is a whole number.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.groups()
        .flatMap(group -> group.field("limit").stream())
        .forEach(limit -> check(limit, reporter));
  }

  private static void check(YamlScalar limit, Reporter reporter) {
    String text = limit.value();
    boolean plain = limit.form() == ScalarForm.PLAIN;
    if (plain && COUNT.matcher(text).matches()) {
      return;
    }
    boolean number = GroupLimit.read(limit).isPresent();
    reporter.report(
        number ? Severity.WARNING : Severity.ERROR,
        limit.span(),
        Quoted.of(text)
            + (number ? ": not plainly a number of series" : ": not a number of series"),
        "write a whole number without quotes; 0 means no limit");
  }
}
