package org.llmtutor.service.telemetry;

import io.opentelemetry.context.Scope;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.llmtutor.service.telemetry.trace.RequestSpan;
import org.llmtutor.service.telemetry.trace.Tracing;

/**
 * Gives each request its id, in the reply's header and the logging context, and its trace, which is
 * current while the request is worked on. It clears the logging context.
 */
final class RequestContextFilter implements Filter {

  private final Tracing tracing;

  RequestContextFilter(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String id = RequestId.accept(http.getHeader(RequestId.HEADER));
    RequestId.assign(request, id);
    ((HttpServletResponse) response).setHeader(RequestId.HEADER, id);
    String method = RequestMetrics.method(http.getMethod());
    RequestSpan span = tracing.begin(http, method);
    Exchange.traced(request, span);
    RequestContext.begin(id, method);
    RequestContext.trace(span.traceId());
    Scope scope = span.makeCurrent();
    try {
      chain.doFilter(request, response);
    } finally {
      scope.close();
      span.identified(id, RequestContext.learner());
      RequestContext.keep(request);
      RequestContext.end();
    }
  }
}
