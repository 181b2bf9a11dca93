package org.llmtutor.service.telemetry;

import java.util.Locale;
import org.llmtutor.service.telemetry.trace.SpanCounts;

/**
 * {@code trace_spans_exported_total} and {@code trace_spans_dropped_total{reason}}. Safe for
 * concurrent use.
 */
final class TraceMetrics implements SpanCounts {

  private final LabeledCounter exported;
  private final LabeledCounter dropped;

  TraceMetrics(Metrics metrics) {
    this.exported =
        metrics.counter("trace_spans_exported_total", "Spans that the collector has taken.");
    this.dropped =
        metrics.counter(
            "trace_spans_dropped_total", "Spans that should have been exported.", "reason");
    for (Drop reason : Drop.values()) {
      dropped.add(0, label(reason));
    }
  }

  @Override
  public void exported(int spans) {
    exported.add(spans);
  }

  @Override
  public void dropped(Drop reason, int spans) {
    dropped.add(spans, label(reason));
  }

  private static String label(Drop reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
