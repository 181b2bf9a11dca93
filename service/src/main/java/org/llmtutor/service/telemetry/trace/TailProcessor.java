package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tail rule: spans of sampled traces go on at once; those of others wait in a {@link Tail}
 * until their trace has failed, is slow, or has ended without. Bounded in traces, in spans and,
 * because what is older than the threshold is slow, in age. Beyond the bounds a span that failed or
 * was slow by itself still goes on. Safe for concurrent use.
 */
final class TailProcessor implements SpanProcessor {

  private final SpanProcessor next;
  private final TraceConfig config;
  private final SpanCounts counts;
  private final long slowNanos;

  /** Where the spans belong that have begun and are not sampled; by identity. */
  private final Map<ReadableSpan, Tail> running = new ConcurrentHashMap<>();

  /** Those that are undecided, the oldest first. */
  private final Set<Tail> open = new LinkedHashSet<>();

  private final AtomicInteger held = new AtomicInteger();

  TailProcessor(SpanProcessor next, TraceConfig config, SpanCounts counts) {
    this.next = next;
    this.config = config;
    this.counts = counts;
    this.slowNanos = config.slow().toNanos();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    LocalTrace local = parent.get(LocalTrace.KEY);
    if (local == null || span.getSpanContext().isSampled()) {
      return;
    }
    Tail tail = isLocalRoot(span) ? begin(local, span) : local.tail();
    if (tail != null) {
      running.put(span, tail);
    }
  }

  private static boolean isLocalRoot(ReadableSpan span) {
    SpanContext parent = span.getParentSpanContext();
    return !parent.isValid() || parent.isRemote();
  }

  private @Nullable Tail begin(LocalTrace local, ReadableSpan root) {
    keepWhatBecameSlow();
    Tail tail = new Tail(this, root, slowNanos);
    synchronized (open) {
      if (open.size() >= config.maxTraces()) {
        return null;
      }
      open.add(tail);
    }
    local.decidedBy(tail);
    return tail;
  }

  private void keepWhatBecameSlow() {
    for (Tail oldest = oldestSlow(); oldest != null; oldest = oldestSlow()) {
      oldest.keep();
    }
  }

  private @Nullable Tail oldestSlow() {
    synchronized (open) {
      Iterator<Tail> oldest = open.iterator();
      if (oldest.hasNext()) {
        Tail tail = oldest.next();
        if (tail.isSlow()) {
          oldest.remove();
          return tail;
        }
      }
      return null;
    }
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (span.getSpanContext().isSampled()) {
      next.onEnd(span);
      return;
    }
    Tail tail = running.remove(span);
    if (tail != null) {
      tail.ended(span);
    } else if (Tail.failed(span) || span.getLatencyNanos() >= slowNanos) {
      export(span);
    }
  }

  /** Whether one more may wait in a trace that holds so many. */
  boolean mayHold(int inTrace) {
    if (inTrace >= config.maxSpansPerTrace()) {
      return false;
    }
    if (held.incrementAndGet() > config.maxSpans()) {
      held.decrementAndGet();
      return false;
    }
    return true;
  }

  void export(ReadableSpan span) {
    next.onEnd(new KeptSpan(span));
  }

  void lost(int spans) {
    if (spans > 0) {
      counts.dropped(SpanCounts.Drop.TAIL_FULL, spans);
    }
  }

  void decided(Tail tail, int released) {
    held.addAndGet(-released);
    synchronized (open) {
      open.remove(tail);
    }
  }

  /** Spans that wait, for tests of the bounds. */
  int held() {
    return held.get();
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    return next.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return next.forceFlush();
  }
}
