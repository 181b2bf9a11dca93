package org.llmtutor.service.http;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.llmtutor.service.telemetry.RequestId;

/**
 * Answers what fails outside Jersey (a malformed request line, oversized headers, {@code sendError}
 * of a servlet) in the same shape as everything else: no stack, no echo, no server version.
 */
final class JettyErrors implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    String id = RequestId.of(request.getAttribute(RequestId.class.getName()));
    response.getHeaders().put(RequestId.HEADER, id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ErrorBody.TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(SecurityHeadersFilter.NO_SNIFF, SecurityHeadersFilter.NO_SNIFF_VALUE);
    byte[] body = ErrorBody.of(ErrorStatus.of(status), id);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    boolean head = "HEAD".equals(request.getMethod().toUpperCase(Locale.ROOT));
    response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
    return true;
  }
}
