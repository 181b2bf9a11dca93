package org.llmtutor.rules.yaml;

import java.util.List;
import org.llmtutor.rules.problem.Span;

/**
 * A list.
 *
 * @param items its items in order
 * @param span the place of the first dash or of the bracket
 */
public record YamlSequence(List<YamlNode> items, Span span) implements YamlNode {

  /** Copies {@code items}. */
  public YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String kind() {
    return "a list";
  }
}
