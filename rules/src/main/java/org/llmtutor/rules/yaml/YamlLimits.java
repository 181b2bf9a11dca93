package org.llmtutor.rules.yaml;

/**
 * How much a YAML file may ask for. A file beyond a limit is a problem, not a crash.
 *
 * @param maxBytes the size of the file
 * @param maxDepth how deep lists and mappings may be nested
 * @param maxAliases how many {@code *aliases} it may use
 */
public record YamlLimits(int maxBytes, int maxDepth, int maxAliases) {

  /** 16 MiB (some 50,000 rules), 50 levels, 50 aliases. */
  public static final YamlLimits DEFAULT = new YamlLimits(16 << 20, 50, 50);
}
