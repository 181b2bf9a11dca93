package org.llmtutor.rules.history;

import java.time.Duration;
import java.time.Instant;
import org.llmtutor.promql.model.Labels;

/**
 * One alert that fired.
 *
 * @param labels the alert's
 * @param from the evaluation at which it began to fire
 * @param to the evaluation at which it had ended, or the last one of all
 * @param ongoing whether it fired still at the last evaluation
 */
public record Firing(Labels labels, Instant from, Instant to, boolean ongoing) {

  /** How long it fired. */
  public Duration length() {
    return Duration.between(from, to);
  }
}
