package org.llmtutor.service.telemetry.trace;

import java.net.URI;

/** What spans tell of an HTTP call to others, after OpenTelemetry's conventions; no path. */
public final class HttpCall {

  private HttpCall() {}

  /** Whom is called, and how. */
  public static void to(TraceSpan span, String method, URI target) {
    span.set("http.request.method", method);
    span.set("url.scheme", target.getScheme());
    span.set("server.address", target.getHost());
    span.set("server.port", port(target));
  }

  private static int port(URI target) {
    if (target.getPort() >= 0) {
      return target.getPort();
    }
    return "https".equalsIgnoreCase(target.getScheme()) ? 443 : 80;
  }

  /** What came back. */
  public static void answered(TraceSpan span, int status) {
    span.set("http.response.status_code", status);
    if (status >= 400) {
      span.failed(Integer.toString(status));
    }
  }
}
