package org.llmtutor.rules.file;

import java.util.List;
import java.util.Optional;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlScalar;

/**
 * One rule as written. What is missing in the file is an empty text here, so that a file with
 * problems can still be checked further.
 */
public sealed interface Rule permits AlertingRule, RecordingRule {

  /** The rule's mapping as it stands in the file. */
  YamlMapping node();

  /** The alert's name or the recorded metric's; empty when missing. */
  YamlScalar name();

  /** The expression; empty (at the place of the name) when missing. */
  YamlScalar expr();

  /** The labels the rule adds. */
  List<TextField> labels();

  /** What kind of rule it is, for messages: {@code alert} or {@code recording rule}. */
  String kind();

  /** The label called {@code name}. */
  default Optional<TextField> label(String name) {
    return labels().stream().filter(field -> field.name().value().equals(name)).findFirst();
  }
}
