package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.StepSeries;

/** The population variance after Welford, or its root. */
record SpreadSummary(boolean root, AggregationNotes notes) implements GroupSummary {

  @Override
  public void compute(List<StepSeries> members, StepSeries out) {
    double[] spreads = out.values();
    double[] means = new double[spreads.length];
    double[] counts = new double[spreads.length];
    for (StepSeries member : members) {
      add(member.values(), spreads, means, counts);
    }
    for (int step = 0; step < spreads.length; step++) {
      if (counts[step] > 0) {
        double variance = spreads[step] / counts[step];
        spreads[step] = root ? Math.sqrt(variance) : variance;
      }
    }
    if (!FloatMembers.only(members)) {
      notes.histogramIgnored();
    }
  }

  private static void add(double[] values, double[] squares, double[] means, double[] counts) {
    for (int step = 0; step < squares.length; step++) {
      double value = values[step];
      if (StepSeries.isAbsent(value)) {
        continue;
      }
      counts[step]++;
      if (counts[step] == 1) {
        means[step] = value;
        squares[step] = Double.isNaN(value) || Double.isInfinite(value) ? Double.NaN : 0;
      } else {
        double delta = value - means[step];
        means[step] += delta / counts[step];
        squares[step] += delta * (value - means[step]);
      }
    }
  }
}
