package org.llmtutor.rules.yaml;

/**
 * How much a YAML file may ask for. A file beyond a limit is a problem, not a crash.
 *
 * @param maxBytes the size of the file
 * @param maxDepth how deep lists and mappings may be nested
 * @param maxAliases how many {@code *aliases} it may use
 * @param maxAliasedNodes how many values these may stand for, aliases of aliases included
 */
public record YamlLimits(int maxBytes, int maxDepth, int maxAliases, int maxAliasedNodes) {

  /** 16 MiB (some 50,000 rules), 50 levels, 50 aliases for 100,000 values. */
  public static final YamlLimits DEFAULT = new YamlLimits(16 << 20, 50, 50, 100_000);
}
