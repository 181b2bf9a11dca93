package org.llmtutor.service.telemetry.trace;

/** Told what became of spans. Safe for concurrent use. */
public interface SpanCounts {

  /** Why a span that was to be exported was not. */
  enum Drop {
    /** Too many waited for the exporter. */
    QUEUE_FULL,
    /** The collector did not take them. */
    EXPORT_FAILED,
    /** Too many waited for their request to end. */
    TAIL_FULL,
    /** The service stopped before they had left. */
    SHUTDOWN
  }

  /** Nobody counts. */
  SpanCounts NONE =
      new SpanCounts() {
        @Override
        public void exported(int spans) {}

        @Override
        public void dropped(Drop reason, int spans) {}
      };

  /** So many were taken by the collector. */
  void exported(int spans);

  /** So many are lost. */
  void dropped(Drop reason, int spans);
}
