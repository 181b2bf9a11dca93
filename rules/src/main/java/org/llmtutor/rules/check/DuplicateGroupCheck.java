package org.llmtutor.rules.check;

import java.util.HashMap;
import java.util.Map;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.file.RuleSection;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds two groups of one name in one file, which Prometheus refuses the file for. */
final class DuplicateGroupCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "group/duplicate", Severity.ERROR, "Group names are unique within a file.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    for (RuleSection section : file.sections()) {
      Map<String, RuleGroup> seen = new HashMap<>();
      for (RuleGroup group : section.groups()) {
        String name = group.name().value();
        RuleGroup first = seen.putIfAbsent(name, group);
        if (first != null && !name.isEmpty()) {
          reporter.report(
              group.name().span(),
              Quoted.of(name)
                  + ": the group on line "
                  + first.name().span().line()
                  + " has this name",
              "rename one or merge them");
        }
      }
    }
  }
}
