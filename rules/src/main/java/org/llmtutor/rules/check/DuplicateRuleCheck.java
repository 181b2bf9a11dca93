package org.llmtutor.rules.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.file.RuleSection;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds rules that produce the same alerts or series twice. */
final class DuplicateRuleCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/duplicate",
        Severity.WARNING,
        "No two rules have the same name, labels and expression.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    for (RuleSection section : file.sections()) {
      Map<List<Object>, Rule> seen = new HashMap<>();
      for (RuleGroup group : section.groups()) {
        for (Rule rule : group.rules()) {
          Rule first = seen.putIfAbsent(RuleIdentity.of(group, rule), rule);
          if (first != null && !rule.name().value().isEmpty()) {
            report(rule, first, reporter);
          }
        }
      }
    }
  }

  private static void report(Rule rule, Rule first, Reporter reporter) {
    boolean same = RuleIdentity.words(first).equals(RuleIdentity.words(rule));
    String where = rule.kind() + " on line " + first.name().span().line();
    reporter.report(
        rule.name().span(),
        Quoted.of(rule.name().value())
            + (same ? ": the same as the " : ": same name and labels as the ")
            + where,
        same ? "remove one" : "tell them apart by a label");
  }
}
