package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.source.PositionRange;

/** Remembers the first of several reasons why series cannot be matched, in the order of steps. */
final class MatchConflict {

  private final PositionRange position;
  private int step;
  private int order;
  private @Nullable EvaluationException first;

  MatchConflict(PositionRange position) {
    this.position = position;
  }

  /** Notes one; {@code order} tells which of one step comes first. */
  void note(int atStep, int atOrder, String problem, String remedy) {
    if (first == null || atStep < step || (atStep == step && atOrder < order)) {
      step = atStep;
      order = atOrder;
      first = new EvaluationException(problem, remedy, position);
    }
  }

  /** Fails with the first one noted, if any. */
  void raise() {
    if (first != null) {
      throw first;
    }
  }
}
