package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.number.CompensatedSum;

/** The compensated sum. */
final class SumSummary implements GroupSummary {

  private final AggregationNotes notes;

  SumSummary(AggregationNotes notes) {
    this.notes = notes;
  }

  @Override
  public void compute(List<StepSeries> members, StepSeries out) {
    double[] sums = out.values();
    double[] lost = new double[sums.length];
    for (StepSeries member : members) {
      add(member.values(), sums, lost);
    }
    for (int step = 0; step < sums.length; step++) {
      if (!StepSeries.isAbsent(sums[step])) {
        sums[step] += lost[step];
      }
    }
    if (!FloatMembers.only(members)) {
      HistogramGroup.sums(members, out, notes);
    }
  }

  private static void add(double[] values, double[] sums, double[] lost) {
    for (int step = 0; step < sums.length; step++) {
      double value = values[step];
      double sum = sums[step];
      if (StepSeries.isAbsent(sum)) {
        sums[step] = value;
      } else if (!StepSeries.isAbsent(value)) {
        double total = sum + value;
        lost[step] = CompensatedSum.error(sum, lost[step], value, total);
        sums[step] = total;
      }
    }
  }
}
