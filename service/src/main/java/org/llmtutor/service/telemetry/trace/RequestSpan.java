package org.llmtutor.service.telemetry.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request to this service, after OpenTelemetry's conventions for HTTP servers, without what
 * could tell who called or what was said: no path, no query, no addresses of callers. Safe for
 * concurrent use.
 */
public final class RequestSpan {

  private static final String OTHER = "_OTHER";

  private final LocalTrace local;
  private final Span span;
  private final String method;

  RequestSpan(LocalTrace local, Span span, String method) {
    this.local = local;
    this.span = span;
    this.method = method;
  }

  static Span start(Tracer tracer, Context caller, HttpServletRequest request, String method) {
    return tracer
        .spanBuilder(name(method))
        .setSpanKind(SpanKind.SERVER)
        .setParent(caller)
        .setAttribute("http.request.method", isKnown(method) ? method : OTHER)
        .setAttribute("url.scheme", request.getScheme())
        .setAttribute("server.address", request.getLocalAddr())
        .setAttribute("server.port", request.getLocalPort())
        .startSpan();
  }

  private static boolean isKnown(String method) {
    return !method.equals("OTHER");
  }

  private static String name(String method) {
    return isKnown(method) ? method : "HTTP";
  }

  /** The trace's id, 32 hexadecimal digits. */
  public String traceId() {
    return span.getSpanContext().getTraceId();
  }

  /** Makes it what this thread works on, until the scope is closed on the same thread. */
  @SuppressWarnings("MustBeClosedChecker") // By the caller.
  public Scope makeCurrent() {
    return Context.root().with(LocalTrace.KEY, local).with(span).makeCurrent();
  }

  /** Tells by which id the log knows the request, and the learner's pseudonym if one called. */
  public void identified(String requestId, @Nullable String learner) {
    if (span.isRecording()) {
      span.setAttribute("request_id", requestId);
      if (learner != null) {
        span.setAttribute("enduser.pseudo.id", learner);
      }
    }
  }

  /**
   * Ends it, when the reply has really ended.
   *
   * @param route the template that was matched; null without one
   * @param errorCode what an error reply called itself
   * @return the trace's id when the trace is exported, otherwise null
   */
  public @Nullable String end(
      @Nullable String route, int status, @Nullable String errorCode, Duration took) {
    if (!span.isRecording()) {
      return null;
    }
    if (route != null) {
      span.updateName(name(method) + " " + route);
      span.setAttribute("http.route", route);
    }
    span.setAttribute("http.response.status_code", status);
    if (status >= 500) {
      span.setAttribute("error.type", errorCode == null ? Integer.toString(status) : errorCode);
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
    return local.exportedId(span.getSpanContext(), took);
  }
}
