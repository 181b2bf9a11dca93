package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context in and out: {@code traceparent} and {@code tracestate}. What is not well-formed
 * or sent twice is as if it were not there.
 */
public final class TraceHeaders {

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final String PARENT = "traceparent";

  private TraceHeaders() {}

  /** A context with the caller's span, or an empty one. */
  public static Context of(HttpServletRequest request) {
    return request.getHeader(PARENT) == null
        ? Context.root()
        : W3C.extract(Context.root(), request, new Headers());
  }

  /** Tells what the current context is. */
  static void write(BiConsumer<String, String> header) {
    W3C.inject(Context.current(), header, TraceHeaders::set);
  }

  private static void set(@Nullable BiConsumer<String, String> header, String name, String value) {
    if (header != null) {
      header.accept(name, value);
    }
  }

  private static final class Headers implements TextMapGetter<HttpServletRequest> {

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String name) {
      if (request == null) {
        return null;
      }
      List<String> values = Collections.list(request.getHeaders(name));
      if (name.equals(PARENT)) {
        return values.size() == 1 ? values.get(0) : null;
      }
      return values.isEmpty() ? null : String.join(",", values);
    }
  }
}
