package org.llmtutor.promql.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramMean;
import org.llmtutor.promql.histogram.HistogramSum;
import org.llmtutor.promql.model.MetricNames;

/** Sums and means of the histograms of a group, and what to do where floats are among them. */
final class HistogramGroup {

  /** The histograms of one step. */
  private interface Total {
    void clear();

    boolean add(FloatHistogram histogram);

    FloatHistogram result();

    boolean boundsReconciled();

    boolean counterResetCollision();
  }

  private final Total total;
  private final AggregationNotes notes;

  private HistogramGroup(Total total, AggregationNotes notes) {
    this.total = total;
    this.notes = notes;
  }

  /** Puts sums where there are only histograms; removes the float where both meet. */
  static void sums(List<StepSeries> members, StepSeries out, AggregationNotes notes) {
    new HistogramGroup(new Sum(new HistogramSum()), notes).total(members, out);
  }

  /** Puts means where there are only histograms; removes the float where both meet. */
  static void means(List<StepSeries> members, StepSeries out, AggregationNotes notes) {
    new HistogramGroup(new Mean(new HistogramMean()), notes).total(members, out);
  }

  private void total(List<StepSeries> members, StepSeries out) {
    for (int step = 0; step < out.steps(); step++) {
      if (hasHistogram(members, step)) {
        FloatHistogram result = at(members, step);
        if (!StepSeries.isAbsent(out.values()[step])) {
          notes.mixed();
          out.set(step, StepSeries.ABSENT);
        } else if (result != null) {
          out.set(step, result);
        }
      }
    }
  }

  private static boolean hasHistogram(List<StepSeries> members, int step) {
    for (StepSeries member : members) {
      if (member.histogram(step) != null) {
        return true;
      }
    }
    return false;
  }

  private @Nullable FloatHistogram at(List<StepSeries> members, int step) {
    total.clear();
    boolean compatible = true;
    for (StepSeries member : members) {
      FloatHistogram histogram = member.histogram(step);
      if (histogram != null && compatible && !total.add(histogram)) {
        notes.incompatibleBuckets(member.labels().get(MetricNames.LABEL));
        compatible = false;
      }
    }
    if (total.boundsReconciled()) {
      notes.boundsReconciled();
    }
    if (!compatible) {
      return null;
    }
    if (total.counterResetCollision()) {
      notes.counterResetCollision();
    }
    return total.result();
  }

  private record Sum(HistogramSum sum) implements Total {

    @Override
    public void clear() {
      sum.clear();
    }

    @Override
    public boolean add(FloatHistogram histogram) {
      return sum.add(histogram);
    }

    @Override
    public FloatHistogram result() {
      return sum.sum();
    }

    @Override
    public boolean boundsReconciled() {
      return sum.boundsReconciled();
    }

    @Override
    public boolean counterResetCollision() {
      return sum.counterResetCollision();
    }
  }

  private record Mean(HistogramMean mean) implements Total {

    @Override
    public void clear() {
      mean.clear();
    }

    @Override
    public boolean add(FloatHistogram histogram) {
      return mean.add(histogram);
    }

    @Override
    public FloatHistogram result() {
      return mean.mean();
    }

    @Override
    public boolean boundsReconciled() {
      return mean.boundsReconciled();
    }

    @Override
    public boolean counterResetCollision() {
      return mean.counterResetCollision();
    }
  }
}
