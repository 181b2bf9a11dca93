package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.StepSeries;

/** Computes one value for each step from the series of one group. */
@FunctionalInterface
interface GroupSummary {

  /** Puts the values into {@code out}, nothing at steps where no member counts. */
  void compute(List<StepSeries> members, StepSeries out);
}
