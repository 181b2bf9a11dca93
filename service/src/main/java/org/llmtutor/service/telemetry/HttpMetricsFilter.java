package org.llmtutor.service.telemetry;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.trace.RequestSpan;

/**
 * Tells {@link RequestMetrics} of every request when its reply has really ended, {@link
 * RecentErrors} of those that failed on our side, and ends the request's span.
 *
 * <p>Endpoint is the route template, the mapping of another servlet, or {@code unmatched}. Status
 * is 499 when the client left and 500 when a reply failed half-way; such a reply is also cut off,
 * so that the client can tell.
 */
final class HttpMetricsFilter implements Filter {

  private static final Set<String> CATCH_ALL = Set.of("/*", "/", "");

  private final RequestMetrics metrics;
  private final RecentErrors errors;

  HttpMetricsFilter(RequestMetrics metrics, RecentErrors errors) {
    this.metrics = metrics;
    this.errors = errors;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    Recording recording =
        new Recording(http, (HttpServletResponse) response, Exchange.begin(request));
    WatchedResponse watched =
        new WatchedResponse((HttpServletResponse) response, recording.exchange);
    boolean returned = false;
    try {
      chain.doFilter(request, watched);
      if (recording.exchange.isBroken() && !request.isAsyncStarted()) {
        throw new IOException("the reply failed after its head was sent");
      }
      returned = true;
    } finally {
      recording.afterChain(returned);
    }
  }

  private @Nullable String mapping(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    String pattern = mapping == null ? null : mapping.getPattern();
    return pattern == null || CATCH_ALL.contains(pattern) ? null : pattern;
  }

  private @Nullable String route(Exchange exchange, HttpServletRequest request) {
    String route = exchange.route();
    return route == null ? mapping(request) : route;
  }

  /** Records one exchange once, however it ends. */
  private final class Recording implements AsyncListener {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Exchange exchange;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean done = new AtomicBoolean();

    Recording(HttpServletRequest request, HttpServletResponse response, Exchange exchange) {
      this.request = request;
      this.response = response;
      this.exchange = exchange;
    }

    void afterChain(boolean returned) {
      if (!returned) {
        record(exchange.status(500));
        return;
      }
      try {
        if (request.isAsyncStarted()) {
          request.getAsyncContext().addListener(this);
          return;
        }
      } catch (IllegalStateException completedMeanwhile) {
        // Falls through: the reply has ended on another thread.
      }
      record(exchange.status(response.getStatus()));
    }

    private void record(int status) {
      if (done.compareAndSet(false, true)) {
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        String route = route(exchange, request);
        String endpoint = route == null ? RequestMetrics.UNMATCHED : route;
        RequestContext.keep(request, RequestContext.ROUTE, endpoint);
        RequestSpan span = exchange.span();
        String trace = span == null ? null : span.end(route, status, exchange.code(), took);
        metrics.record(request.getMethod(), endpoint, status, took, trace);
        if (status >= 500) {
          String method = RequestMetrics.method(request.getMethod());
          errors.replied(RequestId.current(request), method, endpoint, status, exchange.code());
        }
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      record(exchange.status(response.getStatus()));
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // onComplete follows, with the status the timeout was answered with.
    }

    @Override
    public void onError(AsyncEvent event) {
      exchange.broken();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
