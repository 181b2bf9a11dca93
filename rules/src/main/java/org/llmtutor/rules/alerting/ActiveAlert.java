package org.llmtutor.rules.alerting;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;

/**
 * An alert of one series at one time. Immutable.
 *
 * @param labels those of the series and of the rule, {@code alertname} among them
 * @param annotations the rule's texts, rendered
 * @param state whether it waits, fires or has ended
 * @param value the expression's value when it last held
 * @param activeAt when the expression began to hold
 * @param firedAt when it began to fire; null before
 * @param keptSince since when it fires although the expression does not hold; null while it does
 * @param resolvedAt when it ended; null before
 */
public record ActiveAlert(
    Labels labels,
    Map<String, String> annotations,
    State state,
    double value,
    Instant activeAt,
    @Nullable Instant firedAt,
    @Nullable Instant keptSince,
    @Nullable Instant resolvedAt) {

  /** Where an alert is in its life. */
  public enum State {
    /** The expression holds, not yet as long as {@code for} asks. */
    PENDING,
    /** People shall know. */
    FIRING,
    /** Has fired and ended; kept for a while so that its end can be told. */
    INACTIVE
  }
}
