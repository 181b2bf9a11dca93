package org.llmtutor.service.telemetry;

import io.prometheus.client.Gauge;

/** A gauge with labels; made by {@link Metrics#gauge}. Safe for concurrent use. */
public final class LabeledGauge {

  private final LabelGuard<Gauge.Child> children;

  LabeledGauge(LabelGuard<Gauge.Child> children) {
    this.children = children;
  }

  /** Sets the series with these label values, in the order of registration. */
  public void set(double value, String... labelValues) {
    children.child(labelValues).set(value);
  }
}
