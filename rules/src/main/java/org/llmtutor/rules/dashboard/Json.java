package org.llmtutor.rules.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlScalar;
import org.llmtutor.rules.yaml.YamlSequence;

/** The members of JSON objects, when they are what is looked for. */
final class Json {

  private Json() {}

  /** The text, number or boolean at {@code key}; empty for null too. */
  static Optional<YamlScalar> scalar(YamlMapping object, String key) {
    return object.get(key).orElse(null) instanceof YamlScalar text && !text.isNull()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The text of {@link #scalar}, or an empty one. */
  static String string(YamlMapping object, String key) {
    return scalar(object, key).map(YamlScalar::value).orElse("");
  }

  static Optional<YamlMapping> mapping(YamlMapping object, String key) {
    return object.get(key).orElse(null) instanceof YamlMapping inner
        ? Optional.of(inner)
        : Optional.empty();
  }

  /** The objects in the list at {@code key}. */
  static List<YamlMapping> mappings(YamlMapping object, String key) {
    List<YamlMapping> found = new ArrayList<>();
    if (object.get(key).orElse(null) instanceof YamlSequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlMapping one) {
          found.add(one);
        }
      }
    }
    return found;
  }
}
