package org.llmtutor.promql.engine;

import java.util.Arrays;
import java.util.List;
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
        out.set(step, quantile(quantiles[step], values, count));
      }
    }
    if (!FloatMembers.only(members)) {
      notes.histogramIgnored();
    }
  }

  private static double quantile(double quantile, double[] values, int count) {
    if (Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0 || quantile > 1) {
      return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    int nans = sortNansFirst(values, count);
    double rank = quantile * (count - 1);
    int lower = (int) Math.floor(rank);
    int upper = Math.min(count - 1, lower + 1);
    double weight = rank - lower;
    return at(values, lower, nans, count) * (1 - weight) + at(values, upper, nans, count) * weight;
  }

  /** Sorts as the JDK does, which puts NaN last, and answers how many there are. */
  private static int sortNansFirst(double[] values, int count) {
    Arrays.sort(values, 0, count);
    int nans = 0;
    while (nans < count && Double.isNaN(values[count - 1 - nans])) {
      nans++;
    }
    return nans;
  }

  private static double at(double[] values, int rank, int nans, int count) {
    return rank < nans ? values[count - 1 - rank] : values[rank - nans];
  }
}
