package org.llmtutor.rules.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.file.RuleSection;
import org.llmtutor.rules.file.TextField;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds rules that produce the same alerts or series twice. */
final class DuplicateRuleCheck implements RuleCheck {

  private record Key(String kind, String name, Map<String, String> labels) {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/duplicate",
        Severity.ERROR,
        "No two rules have the same name, labels and expression.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    for (RuleSection section : file.sections()) {
      Map<Key, Rule> seen = new HashMap<>();
      for (RuleGroup group : section.groups()) {
        for (Rule rule : group.rules()) {
          Rule first = seen.putIfAbsent(key(group, rule), rule);
          if (first != null && !rule.name().value().isEmpty()) {
            report(rule, first, reporter);
          }
        }
      }
    }
  }

  private static void report(Rule rule, Rule first, Reporter reporter) {
    boolean same = words(first).equals(words(rule));
    String where = rule.kind() + " on line " + first.name().span().line();
    reporter.report(
        same ? Severity.ERROR : Severity.WARNING,
        rule.name().span(),
        Quoted.of(rule.name().value())
            + (same ? ": the same as the " : ": same name and labels as the ")
            + where,
        same ? "remove one" : "tell them apart by a label");
  }

  private static List<String> words(Rule rule) {
    return List.of(rule.expr().value().strip().split("\\s+", -1));
  }

  private static Key key(RuleGroup group, Rule rule) {
    Map<String, String> labels = new TreeMap<>();
    group.labels().forEach(label -> put(labels, label));
    rule.labels().forEach(label -> put(labels, label));
    return new Key(rule.kind(), rule.name().value(), labels);
  }

  private static void put(Map<String, String> labels, TextField label) {
    labels.put(label.name().value(), label.value().value());
  }
}
