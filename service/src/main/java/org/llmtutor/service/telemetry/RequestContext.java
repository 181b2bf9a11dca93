package org.llmtutor.service.telemetry;

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
