package org.llmtutor.promql.engine;

import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.source.PositionRange;

/** A query that is well formed and still has no result. The problem is in Prometheus' words. */
public class EvaluationException extends PromqlException {

  private final transient PositionRange position;

  /**
   * With texts that are fit to be shown to the person who wrote the query.
   *
   * @param problem what is wrong, as Prometheus says it
   * @param remedy what to do about it
   * @param position the part of the query that it is about; {@link PositionRange#NONE} for all
   */
  public EvaluationException(String problem, String remedy, PositionRange position) {
    super(problem, remedy);
    this.position = position;
  }

  /** The part of the query that it is about; {@link PositionRange#NONE} for all of it. */
  public final PositionRange position() {
    return position;
  }
}
