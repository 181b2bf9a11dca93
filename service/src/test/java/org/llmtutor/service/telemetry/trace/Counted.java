package org.llmtutor.service.telemetry.trace;

import java.util.EnumMap;
import java.util.Map;

/** Adds up what became of spans. */
final class Counted implements SpanCounts {

  private int exported;
  private final Map<Drop, Integer> dropped = new EnumMap<>(Drop.class);

  @Override
  public synchronized void exported(int spans) {
    exported += spans;
  }

  @Override
  public synchronized void dropped(Drop reason, int spans) {
    dropped.merge(reason, spans, Integer::sum);
  }

  synchronized int exported() {
    return exported;
  }

  synchronized int dropped(Drop reason) {
    return dropped.getOrDefault(reason, 0);
  }
}
