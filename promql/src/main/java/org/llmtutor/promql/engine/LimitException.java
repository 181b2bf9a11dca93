package org.llmtutor.promql.engine;

import org.llmtutor.promql.source.PositionRange;

/** A query that needs more samples, series, steps or time than {@link EngineOptions} allow. */
public final class LimitException extends EvaluationException {

  /**
   * See {@link EvaluationException}.
   *
   * @param problem which limit
   * @param remedy how to stay below it
   */
  public LimitException(String problem, String remedy) {
    super(problem, remedy, PositionRange.NONE);
  }
}
