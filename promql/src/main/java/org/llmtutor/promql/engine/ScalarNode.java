package org.llmtutor.promql.engine;

import org.llmtutor.promql.function.Grid;

/** A number for each step. */
non-sealed interface ScalarNode extends Node {

  /** One number for each step of {@code grid}, which has at least one. */
  double[] evaluate(Evaluation evaluation, Grid grid);
}
