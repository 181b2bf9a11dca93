package org.llmtutor.rules.alerting;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the last evaluation of a rule went. Immutable.
 *
 * @param at for which time it was; null before the first
 * @param took how long it took
 * @param error why it failed; null when it did not
 */
public record RuleHealth(@Nullable Instant at, Duration took, @Nullable String error) {

  /** Of a rule that has not been evaluated yet. */
  public static final RuleHealth UNKNOWN = new RuleHealth(null, Duration.ZERO, null);
}
