package org.llmtutor.rules.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.file.RuleSection;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds rules of the same kind, name, labels and expression in two files. */
final class DuplicateElsewhereCheck implements RuleSetCheck {

  private record Place(RuleFile file, RuleSection section, Rule rule) {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/duplicate-elsewhere", Severity.WARNING, "No rule stands in two files.");
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // two documents may say the same and are still two
  public void check(List<RuleFile> files, Function<RuleFile, Reporter> reporters) {
    Map<List<Object>, Place> seen = new HashMap<>();
    for (RuleFile file : files) {
      Reporter reporter = reporters.apply(file);
      for (RuleSection section : file.sections()) {
        for (RuleGroup group : section.groups()) {
          for (Rule rule : group.rules()) {
            Place here = new Place(file, section, rule);
            Place first = seen.putIfAbsent(key(group, rule), here);
            if (first != null && first.section() != section && !rule.name().value().isEmpty()) {
              reporter.report(
                  rule.name().span(),
                  Quoted.of(rule.name().value()) + ": the same as the rule at " + text(first),
                  "remove one");
            }
          }
        }
      }
    }
  }

  private static String text(Place place) {
    return place.file().source().name() + ":" + place.rule().name().span().line();
  }

  private static List<Object> key(RuleGroup group, Rule rule) {
    return List.of(RuleIdentity.of(group, rule), RuleIdentity.words(rule));
  }
}
