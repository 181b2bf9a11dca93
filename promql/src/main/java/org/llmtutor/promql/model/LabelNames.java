package org.llmtutor.promql.model;

/** What may be a label name. */
public final class LabelNames {

  /** The prefix of labels that Prometheus keeps for itself. */
  public static final String RESERVED_PREFIX = "__";

  private LabelNames() {}

  /**
   * Whether {@code name} is a label name under {@code scheme}: {@code [a-zA-Z_][a-zA-Z0-9_]*} in
   * the classic one, any non-empty Unicode text in the other.
   */
  public static boolean isValid(String name, NameScheme scheme) {
    return scheme == NameScheme.CLASSIC
        ? NameScheme.isIdentifier(name, false)
        : NameScheme.isUtf8Text(name);
  }

  /** Whether {@code name} starts with two underscores and so belongs to Prometheus itself. */
  public static boolean isReserved(String name) {
    return name.startsWith(RESERVED_PREFIX);
  }
}
