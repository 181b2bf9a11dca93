package org.llmtutor.promql.types;

/**
 * Which parts of the language are allowed. Everything stable as of Prometheus 3.x always is.
 *
 * @param experimentalFunctions functions and aggregations that Prometheus calls experimental
 * @param durationExpressions arithmetic in brackets and after {@code offset}
 * @param fillModifiers {@code fill}, {@code fill_left} and {@code fill_right}
 * @param extendedRangeSelectors {@code anchored} and {@code smoothed}
 * @param trimOperators {@code </} and {@code >/}
 */
public record LanguageProfile(
    boolean experimentalFunctions,
    boolean durationExpressions,
    boolean fillModifiers,
    boolean extendedRangeSelectors,
    boolean trimOperators) {

  /** What Prometheus accepts without feature flags; it has the trim operators since 3.11. */
  public static final LanguageProfile STABLE =
      new LanguageProfile(false, false, false, false, true);

  /** Everything. */
  public static final LanguageProfile ALL = new LanguageProfile(true, true, true, true, true);
}
