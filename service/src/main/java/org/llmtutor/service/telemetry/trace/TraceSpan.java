package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work below what this thread works on. While nothing is recorded it does nothing and
 * costs a look-up.
 *
 * <pre>{@code
 * try (TraceSpan span = TraceSpan.call("POST")) {
 *   span.set("server.address", host);
 *   span.writeHeaders(request::header);
 *   ...
 * }
 * }</pre>
 *
 * <p>Names and values come from the program and its configuration, never from what people write.
 * Begin and close it on one thread.
 */
public final class TraceSpan implements AutoCloseable {

  static final TraceSpan NONE = new TraceSpan(Span.getInvalid(), Scope.noop());

  private final Span span;
  private final Scope scope;
  private boolean closed;

  private TraceSpan(Span span, Scope scope) {
    this.span = span;
    this.scope = scope;
  }

  /** Begins a call to something outside this process. */
  public static TraceSpan call(String name) {
    return begin(name, SpanKind.CLIENT);
  }

  /** Does work inside this process. */
  public static <T extends @Nullable Object> T around(String name, Supplier<T> work) {
    TraceSpan span = begin(name, SpanKind.INTERNAL);
    try {
      return work.get();
    } catch (RuntimeException e) {
      span.failed(e.getClass().getSimpleName());
      throw e;
    } finally {
      span.close();
    }
  }

  private static TraceSpan begin(String name, SpanKind kind) {
    Context context = Context.current();
    Tracer tracer = tracer(context);
    return tracer == null ? NONE : start(tracer, context, name, kind);
  }

  private static @Nullable Tracer tracer(Context context) {
    LocalTrace local = context.get(LocalTrace.KEY);
    return local == null ? null : local.tracer();
  }

  @SuppressWarnings("MustBeClosedChecker") // Closed with the span.
  static TraceSpan start(Tracer tracer, Context parent, String name, SpanKind kind) {
    Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
    return new TraceSpan(span, parent.with(span).makeCurrent());
  }

  /** Tells of a call that has ended already. */
  public static void past(String name, Instant start, Instant end, Consumer<TraceSpan> about) {
    Context context = Context.current();
    Tracer tracer = tracer(context);
    if (tracer == null) {
      return;
    }
    Span span =
        tracer
            .spanBuilder(name)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(context)
            .setStartTimestamp(start)
            .startSpan();
    about.accept(new TraceSpan(span, Scope.noop()));
    span.end(end);
  }

  /** Sets an attribute; null sets none. */
  public void set(String key, @Nullable String value) {
    if (value != null && span.isRecording()) {
      span.setAttribute(key, value);
    }
  }

  /** Sets an attribute. */
  public void set(String key, long value) {
    if (span.isRecording()) {
      span.setAttribute(key, value);
    }
  }

  /** Sets an attribute to a list. */
  public void set(String key, List<String> values) {
    if (span.isRecording()) {
      span.setAttribute(AttributeKey.stringArrayKey(key), values);
    }
  }

  /** Notes that something happened, now. */
  public void event(String name) {
    if (span.isRecording()) {
      span.addEvent(name);
    }
  }

  /** Notes that it failed, and with what kind of error: a word of few, never a message. */
  public void failed(String errorType) {
    if (span.isRecording()) {
      span.setAttribute("error.type", errorType);
      span.setStatus(StatusCode.ERROR);
    }
  }

  /**
   * Tells {@code header} the names and values by which whom this calls goes on with the trace: of
   * this span, or of the request when spans are not recorded.
   */
  public void writeHeaders(BiConsumer<String, String> header) {
    TraceHeaders.write(header);
  }

  /** Ends it; a second time does nothing. */
  @Override
  public void close() {
    if (!closed && this != NONE) {
      closed = true;
      scope.close();
      span.end();
    }
  }
}
