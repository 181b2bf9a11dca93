package org.llmtutor.service.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.llmtutor.service.telemetry.Exchange;
import org.llmtutor.service.telemetry.RequestId;
import org.llmtutor.service.telemetry.RequestMetrics;

/**
 * Answers what fails outside Jersey (a malformed request line, oversized headers, {@code sendError}
 * of a servlet) in the same shape as everything else: no stack, no echo, no server version.
 */
final class JettyErrors implements Request.Handler {

  private final RequestMetrics metrics;

  JettyErrors(RequestMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    String id = RequestId.of(request.getAttribute(RequestId.class.getName()));
    response.getHeaders().put(RequestId.HEADER, id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ErrorBody.TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(SecurityHeadersFilter.NO_SNIFF, SecurityHeadersFilter.NO_SNIFF_VALUE);
    if (!Exchange.isMeasured(request.getAttribute(Exchange.class.getName()))) {
      Duration took = Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime());
      metrics.refused(request.getMethod(), status, took);
    }
    byte[] body = ErrorBody.of(ErrorStatus.of(status), id);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
    return true;
  }
}
