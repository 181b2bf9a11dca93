package org.llmtutor.promql.function;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.Quantiles;

/** Computes one quantile of native and classic histograms over all steps. */
final class QuantileOfHistograms {

  private final FunctionCall call;
  private final double[] quantiles;
  private final DoublePredicate chosen;
  private final HistogramNotes nativeNotes;
  private final MonotonicityReport report = new MonotonicityReport();

  /**
   * Prepares.
   *
   * @param quantiles one for each step
   * @param chosen which of them count; at other steps there is no result
   */
  QuantileOfHistograms(FunctionCall call, double[] quantiles, DoublePredicate chosen) {
    this.call = call;
    this.quantiles = quantiles;
    this.chosen = chosen;
    this.nativeNotes = HistogramNotes.about(call, 0);
  }

  /** Warns about quantiles that are not between 0 and 1. */
  static void check(double[] quantiles, HistogramNotes notes) {
    double before = 0;
    for (double quantile : quantiles) {
      if (quantile != before && !(quantile >= 0 && quantile <= 1)) {
        notes.invalidQuantile(quantile);
      }
      before = quantile;
    }
  }

  double[] of(StepSeries series) {
    double[] results = absent();
    String name = call.delayedNameRemoval() ? series.labels().metricName() : "";
    for (int step = 0; step < results.length; step++) {
      FloatHistogram histogram = series.histogram(step);
      if (histogram != null && chosen.test(quantiles[step])) {
        results[step] = Quantiles.quantile(quantiles[step], histogram);
        noteNans(quantiles[step], histogram, name);
      }
    }
    return results;
  }

  private void noteNans(double quantile, FloatHistogram histogram, String name) {
    switch (Quantiles.nanEffect(quantile, histogram)) {
      case RESULT -> nativeNotes.quantileAmongNans(name);
      case SKEWED -> nativeNotes.quantileSkewedByNans(name);
      case NONE -> {}
    }
  }

  double[] of(ClassicHistogram histogram) {
    double[] results = absent();
    BucketQuantile scratch = histogram.scratch();
    for (int step = 0; step < results.length; step++) {
      if (chosen.test(quantiles[step])) {
        histogram.load(step, scratch);
        if (!scratch.isEmpty()) {
          results[step] = scratch.quantile(quantiles[step]);
          noteForced(histogram, scratch, step);
        }
      }
    }
    return results;
  }

  private void noteForced(ClassicHistogram histogram, BucketQuantile scratch, int step) {
    if (scratch.forced()) {
      String name = call.delayedNameRemoval() ? histogram.labels().metricName() : "";
      report.add(name, scratch, call.grid().time(step));
    }
  }

  /** Adds what was noticed about classic buckets. */
  void tell(HistogramNotes notes) {
    report.tell(notes);
  }

  private double[] absent() {
    double[] results = new double[quantiles.length];
    Arrays.fill(results, StepSeries.ABSENT);
    return results;
  }
}
