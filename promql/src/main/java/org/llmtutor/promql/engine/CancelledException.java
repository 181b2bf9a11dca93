package org.llmtutor.promql.engine;

import org.llmtutor.promql.source.PositionRange;

/** A query that was ended by its {@link Cancellation} or by an interrupt of its thread. */
public final class CancelledException extends EvaluationException {

  /** In Prometheus' words. */
  public CancelledException() {
    super(
        "query was canceled in expression evaluation",
        "ask again when the result is wanted after all",
        PositionRange.NONE);
  }
}
