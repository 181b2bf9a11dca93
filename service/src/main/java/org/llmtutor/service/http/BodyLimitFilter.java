package org.llmtutor.service.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.llmtutor.service.telemetry.RequestId;

/**
 * Refuses bodies above the limit with 413: by {@code Content-Length} before anything is read, and
 * otherwise (chunked, compressed) once one byte more than the limit has come. Counts what the
 * application sees, that is, after decompression. A body that takes too long to arrive is refused
 * with 408. The connection is closed in both cases.
 */
final class BodyLimitFilter implements Filter {

  private static final ErrorStatus TOO_LARGE = ErrorStatus.of(413);

  private final long maxBytes;
  private final Duration maxTime;

  BodyLimitFilter(long maxBytes, Duration maxTime) {
    this.maxBytes = maxBytes;
    this.maxTime = maxTime;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse reply = (HttpServletResponse) response;
    if (request.getContentLengthLong() <= maxBytes) {
      HttpServletRequest http = (HttpServletRequest) request;
      chain.doFilter(new LimitedRequest(http, reply, maxBytes, maxTime), response);
      return;
    }
    reply.setStatus(TOO_LARGE.status());
    reply.setHeader("Connection", "close");
    reply.setContentType(ErrorBody.TYPE);
    reply.getOutputStream().write(ErrorBody.of(TOO_LARGE, RequestId.current(request)));
  }
}
