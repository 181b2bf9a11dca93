package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.FloatQuantile;
import org.llmtutor.promql.function.StepSeries;

/** A quantile of the values, interpolated between neighbours. */
final class QuantileSummary implements GroupSummary {

  private final double[] quantiles;
  private final AggregationNotes notes;

  QuantileSummary(double[] quantiles, AggregationNotes notes) {
    this.quantiles = quantiles;
    this.notes = notes;
  }

  @Override
  public void compute(List<StepSeries> members, StepSeries out) {
    double[] values = new double[members.size()];
    for (int step = 0; step < out.steps(); step++) {
      int count = 0;
      for (StepSeries member : members) {
        double value = member.values()[step];
        if (!StepSeries.isAbsent(value)) {
          values[count++] = value;
        }
      }
      if (count > 0) {
        out.set(step, FloatQuantile.of(quantiles[step], values, count));
      }
    }
    if (!FloatMembers.only(members)) {
      notes.histogramIgnored();
    }
  }
}
