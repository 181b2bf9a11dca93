package org.llmtutor.rules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtutor.rules.yaml.YamlEntry;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlScalar;
import org.llmtutor.rules.yaml.YamlSequence;

/** Takes what is of the right shape out of a tree and leaves the rest to the checks. */
final class Fields {

  private Fields() {}

  static Optional<YamlScalar> text(YamlMapping mapping, String key) {
    return mapping
        .get(key)
        .filter(YamlScalar.class::isInstance)
        .map(YamlScalar.class::cast)
        .filter(scalar -> !scalar.isNull());
  }

  static List<YamlMapping> mappings(YamlMapping mapping, String key) {
    List<YamlMapping> found = new ArrayList<>();
    YamlNode value = mapping.get(key).orElse(null);
    if (value instanceof YamlSequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlMapping itemMapping) {
          found.add(itemMapping);
        }
      }
    }
    return found;
  }

  static List<TextField> texts(YamlMapping mapping, String key) {
    List<TextField> found = new ArrayList<>();
    YamlNode value = mapping.get(key).orElse(null);
    if (value instanceof YamlMapping texts) {
      for (YamlEntry entry : texts.entries()) {
        if (entry.value() instanceof YamlScalar scalar) {
          found.add(new TextField(entry.key(), scalar));
        }
      }
    }
    return found;
  }
}
