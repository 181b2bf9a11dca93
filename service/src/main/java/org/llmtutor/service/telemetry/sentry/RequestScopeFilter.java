package org.llmtutor.service.telemetry.sentry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.SpanId;
import io.sentry.SpanStatus;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import io.sentry.protocol.SentryId;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.llmtutor.service.telemetry.Exchange;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.RequestMetrics;
import org.llmtutor.service.telemetry.trace.TraceHeaders;
import org.slf4j.MDC;

/**
 * One isolation scope and one transaction per request, which ends when the reply has really ended
 * and belongs to the trace that the request belongs to.
 */
final class RequestScopeFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ISentryLifecycleToken scope = Sentry.pushIsolationScope();
    Sentry.clearBreadcrumbs(); // Those of the start, and of what the thread did between requests.
    try {
      traced((HttpServletRequest) request, (HttpServletResponse) response, chain);
    } finally {
      scope.close();
    }
  }

  private static void traced(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    TransactionOptions options = new TransactionOptions();
    options.setBindToScope(true);
    ITransaction transaction = Sentry.startTransaction(context(request), options);
    boolean broken = true;
    try {
      chain.doFilter(request, response);
      broken = false;
    } finally {
      name(transaction);
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new AtTheEnd(transaction, request, response));
      } else {
        finish(transaction, Exchange.status(request, broken ? 500 : response.getStatus()));
      }
    }
  }

  private static TransactionContext context(HttpServletRequest request) {
    SpanContext caller = Span.fromContext(TraceHeaders.of(request)).getSpanContext();
    String trace = MDC.get(RequestContext.TRACE);
    boolean called = caller.isValid() && caller.getTraceId().equals(trace);
    TransactionContext context =
        new TransactionContext(
            trace == null ? new SentryId() : new SentryId(trace),
            new SpanId(),
            called ? new SpanId(caller.getSpanId()) : null,
            null,
            null);
    context.setName("request");
    context.setOperation("http.server");
    return context;
  }

  /** While the logging context still knows the route. */
  private static void name(ITransaction transaction) {
    transaction.setName(
        MDC.get(RequestContext.METHOD)
            + " "
            + Objects.requireNonNullElse(MDC.get(RequestContext.ROUTE), RequestMetrics.UNMATCHED));
    for (String key : RequestContext.KEYS) {
      String value = MDC.get(key);
      if (value != null) {
        transaction.setTag(key, value);
      }
    }
  }

  private static void finish(ITransaction transaction, int status) {
    transaction.setData(KeptTransactions.STATUS, status);
    transaction.setStatus(SpanStatus.fromHttpStatusCode(status, SpanStatus.UNKNOWN));
    transaction.finish();
  }

  /** Ends the transaction of a request whose reply another thread finishes. */
  private static final class AtTheEnd implements AsyncListener {

    private final ITransaction transaction;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    AtTheEnd(ITransaction transaction, HttpServletRequest request, HttpServletResponse response) {
      this.transaction = transaction;
      this.request = request;
      this.response = response;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      int sent = event.getThrowable() == null ? response.getStatus() : 500;
      finish(transaction, Exchange.status(request, sent));
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {
      // onComplete follows, with a status that says whether it was our failure.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
