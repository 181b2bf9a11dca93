package org.llmtutor.rules.check;

import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.Span;
import org.llmtutor.rules.yaml.YamlMapping;

/** Finds rules that are neither an alert nor a recording rule, or both. */
final class RuleKindCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/kind", Severity.ERROR, "A rule is either an alert or a recording rule.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.groups().flatMap(group -> group.ruleNodes().stream()).forEach(rule -> one(rule, reporter));
  }

  private static void one(YamlMapping rule, Reporter reporter) {
    boolean alert = rule.has("alert");
    boolean record = rule.has("record");
    if (alert && record) {
      Span span = rule.entry("record").map(entry -> entry.key().span()).orElse(rule.span());
      reporter.report(span, "both alert and record in one rule", "make two rules of it");
    } else if (!alert && !record) {
      reporter.report(rule.span(), "neither alert nor record in this rule", "add one of them");
    }
  }
}
