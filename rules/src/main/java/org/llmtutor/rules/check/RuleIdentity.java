package org.llmtutor.rules.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.file.TextField;

/**
 * What makes two rules the same. The keys are lists and not records: the first hash code of a
 * record costs a start of the tool more than all other checks of a file.
 */
final class RuleIdentity {

  private RuleIdentity() {}

  /** Equal for rules that produce the same alerts or series. */
  static List<Object> of(RuleGroup group, Rule rule) {
    Map<String, String> labels = new TreeMap<>();
    group.labels().forEach(label -> put(labels, label));
    rule.labels().forEach(label -> put(labels, label));
    return List.of(rule.kind(), rule.name().value(), labels);
  }

  /** Equal for expressions that differ in white space alone. */
  static List<String> words(Rule rule) {
    return List.of(rule.expr().value().strip().split("\\s+", -1));
  }

  private static void put(Map<String, String> labels, TextField label) {
    labels.put(label.name().value(), label.value().value());
  }
}
