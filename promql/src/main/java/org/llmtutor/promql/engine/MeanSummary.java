package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.number.CompensatedSum;

/**
 * The mean: the compensated sum divided by the count. Where the sum would overflow, the mean is
 * kept instead and moved with each value.
 */
final class MeanSummary implements GroupSummary {

  private final AggregationNotes notes;

  MeanSummary(AggregationNotes notes) {
    this.notes = notes;
  }

  @Override
  public void compute(List<StepSeries> members, StepSeries out) {
    Means means = new Means(out.values());
    for (StepSeries member : members) {
      means.add(member.values());
    }
    means.finish();
    if (!FloatMembers.only(members)) {
      HistogramGroup.means(members, out, notes);
    }
  }

  private static final class Means {
    /** Sums, or means where {@link #moving} says so. */
    private final double[] sums;

    private final double[] lost;
    private final int[] counts;
    private final boolean[] moving;

    Means(double[] sums) {
      this.sums = sums;
      this.lost = new double[sums.length];
      this.counts = new int[sums.length];
      this.moving = new boolean[sums.length];
    }

    void add(double[] values) {
      for (int step = 0; step < sums.length; step++) {
        double value = values[step];
        if (StepSeries.isAbsent(value)) {
          continue;
        }
        int count = ++counts[step];
        double sum = sums[step];
        if (count == 1) {
          sums[step] = value;
        } else if (moving[step]) {
          move(step, value);
        } else {
          double total = sum + value;
          if (Double.isInfinite(total)) {
            moving[step] = true;
            sums[step] = sum / (count - 1);
            lost[step] /= count - 1;
            move(step, value);
          } else {
            lost[step] = CompensatedSum.error(sum, lost[step], value, total);
            sums[step] = total;
          }
        }
      }
    }

    private void move(int step, double value) {
      double count = counts[step];
      double kept = (count - 1) / count;
      double mean = kept * sums[step];
      double share = value / count;
      double total = mean + share;
      lost[step] = CompensatedSum.error(mean, kept * lost[step], share, total);
      sums[step] = total;
    }

    void finish() {
      for (int step = 0; step < sums.length; step++) {
        if (moving[step]) {
          sums[step] += lost[step];
        } else if (counts[step] > 0) {
          sums[step] = sums[step] / counts[step] + lost[step] / counts[step];
        }
      }
    }
  }
}
