package org.llmtutor.rules.file;

import java.util.List;
import java.util.Optional;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlScalar;

/**
 * Rules that are evaluated together, in order.
 *
 * @param node the mapping in the file
 * @param name the group's name; empty when missing
 * @param labels added to every rule of the group
 * @param rules the rules; entries that are neither an alert nor a recording rule are left out
 */
public record RuleGroup(
    YamlMapping node, YamlScalar name, List<TextField> labels, List<Rule> rules) {

  /** Copies the lists. */
  public RuleGroup {
    labels = List.copyOf(labels);
    rules = List.copyOf(rules);
  }

  /** The text at {@code interval}, {@code query_offset} or {@code limit}, when there is one. */
  public Optional<YamlScalar> field(String name) {
    return Fields.text(node, name);
  }

  /** The rules' mappings as they stand in the file, whatever they hold. */
  public List<YamlMapping> ruleNodes() {
    return Fields.mappings(node, "rules");
  }
}
