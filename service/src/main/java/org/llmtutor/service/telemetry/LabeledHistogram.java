package org.llmtutor.service.telemetry;

import io.prometheus.client.Histogram;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.trace.LocalTrace;

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

  /**
   * Observes a duration in seconds, with the trace that this thread works on as its exemplar when
   * that trace is exported for certain.
   */
  public void observeInTrace(Duration duration, String... labelValues) {
    observeTraced(duration, LocalTrace.exportedId(duration), labelValues);
  }

  void observeTraced(Duration duration, @Nullable String trace, String... labelValues) {
    Histogram.Child child = children.child(labelValues);
    double seconds = duration.toNanos() / 1e9;
    if (trace == null) {
      child.observe(seconds);
    } else {
      child.observeWithExemplar(seconds, "trace_id", trace);
    }
  }
}
