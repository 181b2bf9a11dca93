package org.llmtutor.rules.file;

import java.util.List;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlScalar;

/**
 * A rule that stores the result of an expression under a new name.
 *
 * @param node the mapping in the file
 * @param name the metric it records
 * @param expr what it records
 * @param labels added to every series
 */
public record RecordingRule(
    YamlMapping node, YamlScalar name, YamlScalar expr, List<TextField> labels) implements Rule {

  /** Copies the list. */
  public RecordingRule {
    labels = List.copyOf(labels);
  }

  @Override
  public String kind() {
    return "recording rule";
  }
}
