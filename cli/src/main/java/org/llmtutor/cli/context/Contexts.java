package org.llmtutor.cli.context;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.rules.problem.DidYouMean;

/**
 * What the context file says.
 *
 * @param file where it is
 * @param current name of the context in use, if any
 * @param entries contexts by name, in the file's order
 */
record Contexts(Path file, Optional<String> current, Map<String, ContextEntry> entries) {

  Contexts {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** A file that is not there. */
  static Contexts none(Path file) {
    return new Contexts(file, Optional.empty(), Map.of());
  }

  /** The context called {@code name}. */
  ContextEntry named(String name) {
    ContextEntry entry = entries.get(name);
    if (entry == null) {
      String known = entries.isEmpty() ? "there are none" : String.join(", ", entries.keySet());
      throw CliException.usage(
          "context '"
              + name
              + "': not in "
              + file
              + "; "
              + DidYouMean.remedy(name, entries.keySet(), "known: " + known));
    }
    return entry;
  }
}
