package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.StepSeries;

/** The greatest or the least value; NaN only when there is nothing else. */
record ExtremeSummary(boolean greatest, AggregationNotes notes) implements GroupSummary {

  @Override
  public void compute(List<StepSeries> members, StepSeries out) {
    double[] extremes = out.values();
    for (StepSeries member : members) {
      double[] values = member.values();
      for (int step = 0; step < extremes.length; step++) {
        double value = values[step];
        if (!StepSeries.isAbsent(value) && replaces(value, extremes[step])) {
          extremes[step] = value;
        }
      }
    }
    if (!FloatMembers.only(members)) {
      notes.histogramIgnored();
    }
  }

  private boolean replaces(double value, double extreme) {
    return (greatest ? extreme < value : extreme > value) || Double.isNaN(extreme);
  }
}
