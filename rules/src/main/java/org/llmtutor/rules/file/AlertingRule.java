package org.llmtutor.rules.file;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlScalar;

/**
 * A rule that fires.
 *
 * @param node the mapping in the file
 * @param name the alert's name
 * @param expr fires for every series it returns
 * @param forDuration how long the expression must hold before the alert fires; null: at once
 * @param keepFiringFor how long it fires on after the expression stopped to hold; null: not at all
 * @param labels added to every alert
 * @param annotations texts for people
 */
public record AlertingRule(
    YamlMapping node,
    YamlScalar name,
    YamlScalar expr,
    @Nullable YamlScalar forDuration,
    @Nullable YamlScalar keepFiringFor,
    List<TextField> labels,
    List<TextField> annotations)
    implements Rule {

  /** Copies the lists. */
  public AlertingRule {
    labels = List.copyOf(labels);
    annotations = List.copyOf(annotations);
  }

  /** The annotation called {@code name}. */
  public Optional<TextField> annotation(String name) {
    return annotations.stream().filter(field -> field.name().value().equals(name)).findFirst();
  }

  @Override
  public String kind() {
    return "alert";
  }
}
