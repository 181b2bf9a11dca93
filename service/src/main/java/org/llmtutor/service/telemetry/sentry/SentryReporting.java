package org.llmtutor.service.telemetry.sentry;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.llmtutor.service.telemetry.Metrics;

/**
 * Keeps the reports of concurrent requests apart: each request has its own scope, and a trace when
 * traces are sampled. Call it right after {@code Telemetry.install}.
 */
public final class SentryReporting {

  private SentryReporting() {}

  /** Installs the filter when reporting is on, and the counters of reports that do not leave. */
  public static void install(Environment environment, Metrics metrics) {
    metrics.counter(
        "sentry_reports_discarded_total",
        "Reports that were dropped, by the client's reason.",
        List.of("reason"),
        SentryState::discardedByReason);
    metrics.counter(
        "sentry_reports_folded_total",
        "Reports that were folded into another of the same cause.",
        List.of(),
        () -> Map.of(List.of(), (double) SentryState.foldedCount()));
    if (SentryState.isEnabled()) {
      FilterRegistration.Dynamic added =
          environment.servlets().addFilter("sentry", new RequestScopeFilter());
      added.setAsyncSupported(true);
      added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }
  }
}
