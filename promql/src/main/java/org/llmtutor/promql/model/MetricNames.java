package org.llmtutor.promql.model;

/** What may be a metric name. */
public final class MetricNames {

  /** The label that carries the metric name. */
  public static final String LABEL = "__name__";

  private MetricNames() {}

  /**
   * Whether {@code name} is a metric name under {@code scheme}: {@code [a-zA-Z_:][a-zA-Z0-9_:]*} in
   * the classic one, any non-empty Unicode text in the other.
   */
  public static boolean isValid(String name, NameScheme scheme) {
    return scheme == NameScheme.CLASSIC
        ? NameScheme.isIdentifier(name, true)
        : NameScheme.isUtf8Text(name);
  }
}
