package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;

/** An instant vector for each step. Call it through {@link Evaluation#vector}, which counts. */
non-sealed interface VectorNode extends Node {

  /** Series with a sample at some step of {@code grid}, which has at least one step. */
  List<StepSeries> evaluate(Evaluation evaluation, Grid grid);
}
