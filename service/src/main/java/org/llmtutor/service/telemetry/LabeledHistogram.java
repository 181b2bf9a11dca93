package org.llmtutor.service.telemetry;

import io.prometheus.client.Histogram;
import java.time.Duration;

/** A histogram with labels; made by {@link Metrics#histogram}. Safe for concurrent use. */
public final class LabeledHistogram {

  private final LabelGuard<Histogram.Child> children;

  LabeledHistogram(LabelGuard<Histogram.Child> children) {
    this.children = children;
  }

  /** Shows the series with these label values, empty, before anything is observed. */
  public void show(String... labelValues) {
    Histogram.Child unused = children.child(labelValues);
  }

  /** Observes a duration in seconds. */
  public void observe(Duration duration, String... labelValues) {
    children.child(labelValues).observe(duration.toNanos() / 1e9);
  }
}
