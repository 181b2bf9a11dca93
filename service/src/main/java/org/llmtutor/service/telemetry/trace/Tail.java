package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of one trace that was not sampled, until it is known whether the trace is kept: as soon
 * as one of them failed or took too long, or never when its root ends without. Spans that end later
 * follow the decision. Safe for concurrent use.
 */
final class Tail {

  /** Every span that failed has it, by OpenTelemetry's conventions. */
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private enum State {
    OPEN,
    KEPT,
    GIVEN_UP
  }

  private final TailProcessor home;
  private final ReadableSpan root;
  private final long slowNanos;
  private final long startNanos = System.nanoTime();
  private final List<ReadableSpan> waiting = new ArrayList<>();
  private State state = State.OPEN;
  private int lost;

  Tail(TailProcessor home, ReadableSpan root, long slowNanos) {
    this.home = home;
    this.root = root;
    this.slowNanos = slowNanos;
  }

  static boolean failed(ReadableSpan span) {
    return span.getAttribute(ERROR) != null;
  }

  synchronized boolean isKept() {
    return state == State.KEPT;
  }

  /** Whether it has run so long that it is slow, whatever it does next. */
  boolean isSlow() {
    return System.nanoTime() - startNanos >= slowNanos;
  }

  synchronized void ended(ReadableSpan span) {
    if (state == State.KEPT) {
      home.export(span);
    } else if (state == State.OPEN) {
      boolean last = span.equals(root);
      if (failed(span) || span.getLatencyNanos() >= slowNanos || (!last && isSlow())) {
        hold(span);
        keep();
      } else if (last) {
        giveUp();
      } else {
        hold(span);
      }
    }
  }

  private void hold(ReadableSpan span) {
    if (home.mayHold(waiting.size())) {
      waiting.add(span);
    } else if (span.equals(root) || failed(span)) {
      home.export(span); // It is what is looked for; its siblings are missed less.
    } else {
      lost++;
    }
  }

  /** Decides that it is exported. */
  synchronized void keep() {
    if (state != State.OPEN) {
      return;
    }
    state = State.KEPT;
    waiting.forEach(home::export);
    home.lost(lost);
    decided();
  }

  private void giveUp() {
    state = State.GIVEN_UP;
    decided();
  }

  private void decided() {
    home.decided(this, waiting.size());
    waiting.clear();
  }
}
