package org.llmtutor.service.alerting;

import org.llmtutor.promql.model.Labels;

/** Keeps the samples that rules record. Safe for concurrent use. */
@FunctionalInterface
public interface Recorder {

  /** Adds a sample at {@code millis} since the epoch, which may be a stale marker. */
  void append(Labels labels, long millis, double value);
}
