package org.llmtutor.promql.engine;

import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.function.HistogramNotes;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Annotations;
import org.llmtutor.promql.model.Labels;

/** Applies a binary operator to the samples of two series. */
final class SampleOperator {

  private final FloatOperator floats;
  private final boolean floatsFit;
  private final boolean returnBool;
  private final HistogramOperators histograms;

  SampleOperator(BinaryExpr source, FloatOperators.Comparing comparing, Annotations annotations) {
    this.floats = FloatOperators.of(source.op(), comparing);
    this.floatsFit = !HistogramOperators.trims(source.op());
    this.returnBool = source.returnBool();
    this.histograms =
        new HistogramOperators(source.op(), new HistogramNotes(annotations, source.position()));
  }

  /** A new series with the results at all steps where both sides have a sample. */
  StepSeries apply(StepSeries left, StepSeries right, Labels labels, boolean dropName) {
    if (floatsFit && left.histograms() == null && right.histograms() == null) {
      return new StepSeries(labels, dropName, floats(left.values(), right.values()), null);
    }
    StepSeries out = new StepSeries(labels, dropName, left.steps());
    for (int step = 0; step < out.steps(); step++) {
      if (left.has(step) && right.has(step)) {
        apply(step, left, right, out);
      }
    }
    return out;
  }

  private double[] floats(double[] left, double[] right) {
    double[] out = new double[left.length];
    for (int step = 0; step < out.length; step++) {
      double a = left[step];
      double b = right[step];
      out[step] =
          StepSeries.isAbsent(a) || StepSeries.isAbsent(b) ? StepSeries.ABSENT : floats.apply(a, b);
    }
    return out;
  }

  /**
   * Puts the result at one step, where both sides have a sample, into {@code out}.
   *
   * @return false when the sides do not fit together, so that they count as not matched
   */
  boolean apply(int step, StepSeries left, StepSeries right, StepSeries out) {
    FloatHistogram leftHistogram = left.histogram(step);
    FloatHistogram rightHistogram = right.histogram(step);
    double leftFloat = left.values()[step];
    double rightFloat = right.values()[step];
    if (floatsFit && leftHistogram == null && rightHistogram == null) {
      double value = floats.apply(leftFloat, rightFloat);
      if (!StepSeries.isAbsent(value)) {
        out.set(step, value);
      }
      return true;
    }
    return put(histograms.apply(leftFloat, leftHistogram, rightFloat, rightHistogram), step, out);
  }

  private boolean put(HistogramOperators.Result result, int step, StepSeries out) {
    boolean kept = result.outcome() == HistogramOperators.Outcome.KEPT;
    FloatHistogram histogram = result.histogram();
    if (result.outcome() == HistogramOperators.Outcome.NOTHING) {
      return false;
    }
    if (returnBool) {
      out.set(step, kept ? 1 : 0);
    } else if (kept && histogram != null) {
      out.set(step, histogram);
    }
    return true;
  }
}
