package org.llmtutor.service.telemetry;

import io.dropwizard.core.setup.Environment;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;

/**
 * Installs request measurement, request ids, the JVM's and the framework's metrics, and {@code GET
 * /metrics} on the application port. Call it before anything else adds a servlet filter: its
 * filters are to be the outermost.
 */
public final class Telemetry {

  private final Metrics metrics;
  private final RequestMetrics requests;
  private final RecentErrors errors;

  private Telemetry(Metrics metrics, RequestMetrics requests, RecentErrors errors) {
    this.errors = errors;
    this.metrics = metrics;
    this.requests = requests;
  }

  /** Where features register their metrics. */
  public Metrics metrics() {
    return metrics;
  }

  /** Where requests are recorded that never reach a filter. */
  public RequestMetrics requests() {
    return requests;
  }

  /** What failed lately. */
  public RecentErrors errors() {
    return errors;
  }

  /** Installs everything. */
  public static Telemetry install(Environment environment, MetricsConfig config) {
    CollectorRegistry registry = new CollectorRegistry();
    Metrics metrics = new Metrics(registry, config.maxLabelCombinations());
    RequestMetrics requests = new RequestMetrics(metrics);
    RecentErrors errors = new RecentErrors(Clock.systemUTC());
    DefaultExports.register(registry);
    registry.register(new CodahaleBridge(environment.metrics()));
    outermost(environment, "http-metrics", new HttpMetricsFilter(requests, errors));
    outermost(environment, "request-context", new RequestContextFilter());
    FilterRegistration.Dynamic admin =
        environment.admin().addFilter("request-context", new RequestContextFilter());
    admin.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    environment.lifecycle().manage(new ErrorLogWatch(errors));
    metrics.counter(
        "log_lines_dropped_total",
        "Log lines that were not written, by where they were to go and why.",
        List.of("target", "reason"),
        LogLosses::byTargetAndReason);
    environment.jersey().register(new RouteListener(requests));
    environment
        .servlets()
        .addServlet("metrics", new MetricsServlet(metrics, config))
        .addMapping("/metrics");
    return new Telemetry(metrics, requests, errors);
  }

  private static void outermost(Environment environment, String name, Filter filter) {
    FilterRegistration.Dynamic added = environment.servlets().addFilter(name, filter);
    added.setAsyncSupported(true);
    added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }
}
