package org.llmtutor.rules.yaml;

import java.util.List;
import java.util.Optional;
import org.llmtutor.rules.problem.Span;

/**
 * Keys with values, in the file's order; keys are unique and merge keys are already resolved.
 *
 * @param entries the keys and values
 * @param span the place of the first key
 */
public record YamlMapping(List<YamlEntry> entries, Span span) implements YamlNode {

  /** Copies {@code entries}. */
  public YamlMapping {
    entries = List.copyOf(entries);
  }

  /** The entry whose key is {@code key}. */
  public Optional<YamlEntry> entry(String key) {
    for (YamlEntry entry : entries) {
      if (entry.key().value().equals(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** The value at {@code key}, null values included. */
  public Optional<YamlNode> get(String key) {
    return entry(key).map(YamlEntry::value);
  }

  /** Whether there is a {@code key}, even one without a value. */
  public boolean has(String key) {
    return entry(key).isPresent();
  }

  @Override
  public String kind() {
    return "a mapping";
  }
}
