package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.StepSeries;

/** How many samples there are, or 1 where there are any. */
record CountSummary(boolean onlyWhether) implements GroupSummary {

  @Override
  public void compute(List<StepSeries> members, StepSeries out) {
    double[] counts = out.values();
    for (StepSeries member : members) {
      for (int step = 0; step < counts.length; step++) {
        if (member.has(step)) {
          counts[step] = onlyWhether || StepSeries.isAbsent(counts[step]) ? 1 : counts[step] + 1;
        }
      }
    }
  }
}
