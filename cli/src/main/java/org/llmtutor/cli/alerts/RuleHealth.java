package org.llmtutor.cli.alerts;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a rule fares on a server.
 *
 * @param group its group
 * @param name its name
 * @param alerting whether it is an alert, and not a recording rule
 * @param health {@code ok}, {@code err} or {@code unknown}
 * @param error what its last evaluation failed with; empty when it did not
 * @param evaluated when it was evaluated last; null for never
 * @param seconds how long that took; null when not told
 */
record RuleHealth(
    String group,
    String name,
    boolean alerting,
    String health,
    String error,
    @Nullable Instant evaluated,
    @Nullable BigDecimal seconds) {

  /** Whether its last evaluation failed. */
  boolean failed() {
    return health.equals("err");
  }
}
