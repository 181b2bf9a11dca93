package org.llmtutor.promql.engine;

import org.llmtutor.promql.function.Grid;

/** A range vector for each step. */
non-sealed interface RangeNode extends Node {

  /** All samples that windows over the steps of {@code grid} need. */
  Ranges evaluate(Evaluation evaluation, Grid grid);
}
