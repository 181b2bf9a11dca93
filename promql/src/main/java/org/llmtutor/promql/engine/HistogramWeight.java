package org.llmtutor.promql.engine;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.histogram.FloatHistogram;

/** How many samples histograms count as, beside the one that every step counts as. */
final class HistogramWeight {

  private static final int BYTES_PER_SAMPLE = 16;

  private HistogramWeight() {}

  static long of(StepSeries series) {
    @Nullable FloatHistogram @Nullable [] histograms = series.histograms();
    if (histograms == null) {
      return 0;
    }
    long weight = 0;
    for (FloatHistogram histogram : histograms) {
      weight += histogram == null ? 0 : histogram.size() / BYTES_PER_SAMPLE;
    }
    return weight;
  }
}
