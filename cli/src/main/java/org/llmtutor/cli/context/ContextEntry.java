package org.llmtutor.cli.context;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One named context of the context file.
 *
 * @param name its name
 * @param fields its values by field, each one of {@link #FIELDS}
 */
record ContextEntry(String name, Map<String, String> fields) {

  /** Fields a context may have. */
  static final Set<String> FIELDS =
      Set.of(
          "url",
          "prometheus",
          "token",
          "token_env",
          "token_file",
          "prometheus_token",
          "prometheus_token_env",
          "prometheus_token_file",
          "notify_url");

  ContextEntry {
    fields = Map.copyOf(fields);
  }

  Optional<String> field(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  /** Whether the file itself holds a secret of this context. */
  boolean holdsSecret() {
    return fields.containsKey("token")
        || fields.containsKey("prometheus_token")
        || fields.containsKey("notify_url");
  }
}
