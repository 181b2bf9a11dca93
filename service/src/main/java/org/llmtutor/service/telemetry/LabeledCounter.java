package org.llmtutor.service.telemetry;

import io.prometheus.client.Counter;

/** A counter with labels; made by {@link Metrics#counter}. Safe for concurrent use. */
public final class LabeledCounter {

  private final LabelGuard<Counter.Child> children;

  LabeledCounter(LabelGuard<Counter.Child> children) {
    this.children = children;
  }

  /** Adds one to the series with these label values, in the order of registration. */
  public void inc(String... labelValues) {
    add(1, labelValues);
  }

  /** Adds {@code amount}, which is not negative. */
  public void add(double amount, String... labelValues) {
    children.child(labelValues).inc(amount);
  }
}
