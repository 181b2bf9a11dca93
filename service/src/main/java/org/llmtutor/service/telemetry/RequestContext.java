package org.llmtutor.service.telemetry;

import jakarta.servlet.ServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What log lines and error reports tell about the request that a thread works on: {@code
 * request_id}, {@code method}, {@code route}, {@code trace_id} and {@code learner}. The request
 * filter clears it.
 */
public final class RequestContext {

  /** Logging-context key of the HTTP method. */
  public static final String METHOD = "method";

  /** Logging-context key of the route template. */
  public static final String ROUTE = "route";

  /** Logging-context key of the learner's pseudonym. */
  public static final String LEARNER = "learner";

  /** Logging-context key of the trace's id, 32 hexadecimal digits as in W3C Trace Context. */
  public static final String TRACE = "trace_id";

  private RequestContext() {}

  /** Tells who calls; for authentication to call with a pseudonym, never with a name or id. */
  public static void learner(String pseudonym) {
    MDC.put(LEARNER, pseudonym);
  }

  /**
   * Name of the request attribute that keeps what {@code key} was, for the access log, which is
   * written when the logging context is empty again.
   */
  public static String attribute(String key) {
    return RequestContext.class.getName() + "." + key;
  }

  /** Keeps what the access log tells besides the request id. */
  static void keep(ServletRequest request) {
    for (String key : List.of(ROUTE, LEARNER, TRACE)) {
      keep(request, key, MDC.get(key));
    }
  }

  static void keep(ServletRequest request, String key, @Nullable String value) {
    if (value != null) {
      request.setAttribute(attribute(key), value);
    }
  }

  static void begin(String requestId, String method) {
    MDC.put(RequestId.MDC_KEY, requestId);
    MDC.put(METHOD, method);
  }

  /** The pseudonym of who called, if that is known. */
  static @Nullable String learner() {
    return MDC.get(LEARNER);
  }

  static void trace(String id) {
    MDC.put(TRACE, id);
  }

  static void route(String template) {
    MDC.put(ROUTE, template);
  }

  static void end() {
    MDC.remove(RequestId.MDC_KEY);
    MDC.remove(METHOD);
    MDC.remove(ROUTE);
    MDC.remove(LEARNER);
    MDC.remove(TRACE);
  }
}
