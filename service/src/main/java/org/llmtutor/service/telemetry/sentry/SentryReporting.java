package org.llmtutor.service.telemetry.sentry;

import io.dropwizard.core.setup.Environment;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.SpanStatus;
import io.sentry.TransactionOptions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.RequestContext;
import org.slf4j.MDC;

/**
 * Keeps the reports of concurrent requests apart: each request has its own scope, and a trace when
 * traces are sampled. Call it right after {@code Telemetry.install}.
 */
public final class SentryReporting {

  private SentryReporting() {}

  /** Installs the filter when reporting is on, and the counter of dropped reports. */
  public static void install(Environment environment, Metrics metrics) {
    metrics.counter(
        "sentry_reports_discarded_total",
        "Reports that were dropped, by the client's reason.",
        List.of("reason"),
        SentryState::discardedByReason);
    if (SentryState.isEnabled()) {
      FilterRegistration.Dynamic added = environment.servlets().addFilter("sentry", new Scope());
      added.setAsyncSupported(true);
      added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }
  }

  /** One isolation scope and one transaction per request. */
  private static final class Scope implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      ISentryLifecycleToken scope = Sentry.pushIsolationScope();
      try {
        traced(request, response, chain);
      } finally {
        scope.close();
      }
    }

    private static void traced(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      TransactionOptions options = new TransactionOptions();
      options.setBindToScope(true);
      ITransaction transaction = Sentry.startTransaction("request", "http.server", options);
      try {
        chain.doFilter(request, response);
      } finally {
        finish(transaction, ((HttpServletResponse) response).getStatus());
      }
    }

    private static void finish(ITransaction transaction, int status) {
      String route = MDC.get(RequestContext.ROUTE);
      String method = MDC.get(RequestContext.METHOD);
      transaction.setName(method + " " + (route == null ? "unmatched" : route));
      transaction.setStatus(SpanStatus.fromHttpStatusCode(status, SpanStatus.UNKNOWN));
      transaction.finish();
    }
  }
}
