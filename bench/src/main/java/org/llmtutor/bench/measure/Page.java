package org.llmtutor.bench.measure;

import java.time.Duration;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledHistogram;
import org.llmtutor.service.telemetry.Metrics;

/** Registers metrics as a feature does, so that the client library's page has so many lines. */
final class Page {

  private static final double[] BUCKETS = {0.01, 0.05, 0.1, 0.5, 1, 2, 5};
  private static final int LINES_OF_A_COUNTER = 2;
  private static final int LINES_OF_A_HISTOGRAM = BUCKETS.length + 4;
  // What the service's guard allows one metric before it folds any.
  private static final int COMBINATIONS = 900;

  private final Metrics metrics;

  Page(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Adds about {@code lines} samples, half of them of counters and half of histograms. */
  void fill(int lines) {
    int counters = lines / 2 / LINES_OF_A_COUNTER;
    for (int from = 0; from < counters; from += COMBINATIONS) {
      addCounter(from, Math.min(counters, from + COMBINATIONS));
    }
    int histograms = lines / 2 / LINES_OF_A_HISTOGRAM;
    for (int from = 0; from < histograms; from += COMBINATIONS) {
      addHistogram(from, Math.min(histograms, from + COMBINATIONS));
    }
  }

  private void addCounter(int from, int to) {
    LabeledCounter counter =
        metrics.counter("calls_" + from + "_total", "Calls.", "user_id", "provider", "model");
    for (int i = from; i < to; i++) {
      counter.add(i, "u-" + i, "offline", "offline-tutor");
    }
  }

  private void addHistogram(int from, int to) {
    LabeledHistogram histogram =
        metrics.histogram("took_" + from, "Took.", BUCKETS, "method", "endpoint", "status");
    for (int i = from; i < to; i++) {
      histogram.observe(Duration.ofMillis(i), "POST", "/api/route-" + i, "200");
    }
  }
}
