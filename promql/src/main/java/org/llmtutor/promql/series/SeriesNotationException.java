package org.llmtutor.promql.series;

import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.source.PositionRange;

/** A text that is not a series with values. */
public final class SeriesNotationException extends PromqlException {

  private final PositionRange position;

  SeriesNotationException(String problem, String remedy, PositionRange position) {
    super(problem, remedy);
    this.position = position;
  }

  /** The part of the text that is wrong, in bytes. */
  public PositionRange position() {
    return position;
  }
}
