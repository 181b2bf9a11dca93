package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Begins traces. Each request has one with an id, whether spans are exported or not; what happens
 * below is told to {@link TraceSpan}. Safe for concurrent use.
 */
public final class Tracing implements AutoCloseable {

  private final @Nullable TraceExport export;
  private final @Nullable Tracer tracer;
  private final TraceConfig config;

  private Tracing(@Nullable TraceExport export, TraceConfig config) {
    this.export = export;
    this.tracer = export == null ? null : export.tracer();
    this.config = config;
  }

  /** Exports nothing; requests have their ids all the same. */
  public static Tracing off() {
    return new Tracing(null, TraceConfig.defaults());
  }

  /**
   * Exports spans when the settings ask for it.
   *
   * @param version of this service, for the resource
   * @throws IllegalArgumentException telling which setting is wrong
   */
  public static Tracing start(
      TraceConfig config, OtelSettings settings, SpanCounts counts, String version) {
    return new Tracing(
        settings.isOn() ? TraceExport.start(settings, config, counts, version) : null, config);
  }

  /** Whether spans are recorded and exported. */
  public boolean isOn() {
    return tracer != null;
  }

  /**
   * Begins a request's trace, or goes on with the one that the caller's {@code traceparent} names
   * when it is well-formed.
   *
   * @param method as metrics and logs have it
   */
  public RequestSpan begin(HttpServletRequest request, String method) {
    LocalTrace local = new LocalTrace(tracer, config.slow());
    Context caller = TraceHeaders.of(request);
    Span span =
        tracer == null
            ? Span.wrap(passedOn(Span.fromContext(caller).getSpanContext()))
            : RequestSpan.start(tracer, caller.with(LocalTrace.KEY, local), request, method);
    return new RequestSpan(local, span, method);
  }

  /** The caller's own, since this process adds no span; a new one when there was none. */
  private static SpanContext passedOn(SpanContext caller) {
    if (caller.isValid()) {
      return caller;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return SpanContext.create(
        TraceId.fromLongs(random.nextLong(), nonZero(random)),
        SpanId.fromLong(nonZero(random)),
        TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  private static long nonZero(ThreadLocalRandom random) {
    return random.nextLong(1, Long.MAX_VALUE);
  }

  /** Begins a trace of a call that no request asked for, as the current one of this thread. */
  public TraceSpan call(String name) {
    if (tracer == null) {
      return TraceSpan.NONE;
    }
    LocalTrace local = new LocalTrace(tracer, config.slow());
    return TraceSpan.start(
        tracer, Context.root().with(LocalTrace.KEY, local), name, SpanKind.CLIENT);
  }

  /** Exports what waits, within its deadline. */
  @Override
  public void close() {
    if (export != null) {
      export.stop();
    }
  }
}
