package org.llmtutor.service.telemetry;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Gives each request its id, in the reply's header and the logging context, which it clears. */
final class RequestContextFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String id = RequestId.accept(http.getHeader(RequestId.HEADER));
    RequestId.assign(request, id);
    ((HttpServletResponse) response).setHeader(RequestId.HEADER, id);
    RequestContext.begin(id, RequestMetrics.method(http.getMethod()));
    try {
      chain.doFilter(request, response);
    } finally {
      RequestContext.keep(request);
      RequestContext.end();
    }
  }
}
