package org.llmtutor.rules.check;

import java.util.Collection;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.file.RuleSection;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.YamlEntry;
import org.llmtutor.rules.yaml.YamlMapping;

/** Finds fields that Prometheus does not know, which it refuses a whole file for. */
final class UnknownFieldCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "file/unknown-field", Severity.ERROR, "Every field is one that Prometheus knows.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    for (RuleSection section : file.sections()) {
      if (section.node() instanceof YamlMapping mapping) {
        fields(mapping, Schema.FILE, section, reporter);
      }
      for (RuleGroup group : section.groups()) {
        fields(group.node(), Schema.GROUP, section, reporter);
        for (YamlMapping rule : group.ruleNodes()) {
          fields(rule, Schema.RULE, section, reporter);
        }
      }
    }
  }

  private static void fields(
      YamlMapping mapping, Schema schema, RuleSection section, Reporter reporter) {
    Collection<String> known = schema.allowed(section.kubernetes()).keySet();
    for (YamlEntry entry : mapping.entries()) {
      String name = entry.key().value();
      if (!known.contains(name)) {
        String remedy = DidYouMean.remedy(name, known, "known are " + String.join(", ", known));
        reporter.report(
            entry.key().span(), Quoted.of(name) + ": not a field of " + schema.what(), remedy);
      }
    }
  }
}
