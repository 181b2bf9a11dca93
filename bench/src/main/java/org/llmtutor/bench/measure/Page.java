package org.llmtutor.bench.measure;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;

/** Fills a registry so that its page has so many lines. */
final class Page {

  private static final double[] BUCKETS = {0.01, 0.05, 0.1, 0.5, 1, 2, 5};
  private static final int LINES_OF_A_COUNTER = 2;
  private static final int LINES_OF_A_HISTOGRAM = BUCKETS.length + 4;
  // What the service's guard allows one metric.
  private static final int COMBINATIONS = 1_000;

  private final CollectorRegistry registry;

  Page(CollectorRegistry registry) {
    this.registry = registry;
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
    Counter counter =
        Counter.build("calls_" + from, "Calls.")
            .labelNames("user_id", "provider", "model")
            .register(registry);
    for (int i = from; i < to; i++) {
      counter.labels("u-" + i, "offline", "offline-tutor").inc(i);
    }
  }

  private void addHistogram(int from, int to) {
    Histogram histogram =
        Histogram.build("took_" + from, "Took.")
            .buckets(BUCKETS)
            .labelNames("method", "endpoint", "status")
            .register(registry);
    for (int i = from; i < to; i++) {
      histogram.labels("POST", "/api/route-" + i, "200").observe(i / 1e3);
    }
  }
}
