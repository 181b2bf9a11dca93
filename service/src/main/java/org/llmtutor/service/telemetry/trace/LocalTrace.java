package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a trace that happens in this process: from its local root, such as the request, to
 * the last span below it. It goes with OpenTelemetry's {@link Context} from thread to thread. Safe
 * for concurrent use.
 */
public final class LocalTrace {

  static final ContextKey<LocalTrace> KEY = ContextKey.named("local-trace");

  /** Names that are told apart; they are constants of the program, so the bound is for a bug. */
  private static final int MOST_NAMES = 200;

  private final @Nullable Tracer tracer;
  private final Duration slow;
  private final Map<String, Integer> counts = new HashMap<>();
  private volatile @Nullable Tail tail;

  /**
   * A trace that has not begun.
   *
   * @param tracer makes its spans; null when nothing is recorded
   * @param slow what takes longer is kept
   */
  LocalTrace(@Nullable Tracer tracer, Duration slow) {
    this.tracer = tracer;
    this.slow = slow;
  }

  /** What this thread works on, if it is part of a request or another trace. */
  public static @Nullable LocalTrace current() {
    return Context.current().get(KEY);
  }

  /**
   * Counts one more of {@code what} within this trace.
   *
   * @return how many there were so far, this one included; 0 when too many names are counted
   */
  public int count(String what) {
    synchronized (counts) {
      if (counts.size() >= MOST_NAMES && !counts.containsKey(what)) {
        return 0;
      }
      return counts.merge(what, 1, Integer::sum);
    }
  }

  /**
   * The id of the trace that this thread works on, for an exemplar of something that took {@code
   * took}: only when the trace is exported for certain, because it was sampled, has failed, or is
   * slow by this alone.
   */
  public static @Nullable String exportedId(Duration took) {
    LocalTrace local = current();
    return local == null || local.tracer == null
        ? null
        : local.exportedId(Span.current().getSpanContext(), took);
  }

  @Nullable String exportedId(SpanContext span, Duration took) {
    boolean exported = span.isSampled() || isKept() || took.compareTo(slow) >= 0;
    return tracer != null && exported ? span.getTraceId() : null;
  }

  @Nullable Tracer tracer() {
    return tracer;
  }

  /** Hands it to those who decide whether it is kept; once, at its start. */
  void decidedBy(Tail decision) {
    tail = decision;
  }

  /** What waits for the decision; null when it was sampled, or too many wait. */
  @Nullable Tail tail() {
    return tail;
  }

  private boolean isKept() {
    Tail decision = tail;
    return decision != null && decision.isKept();
  }
}
