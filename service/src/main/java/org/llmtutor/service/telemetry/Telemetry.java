package org.llmtutor.service.telemetry;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import org.llmtutor.service.telemetry.trace.OtelSettings;
import org.llmtutor.service.telemetry.trace.TraceConfig;
import org.llmtutor.service.telemetry.trace.Tracing;

/**
 * Installs request measurement, request ids, the JVM's and the framework's metrics, and {@code GET
 * /metrics} on the application port. Call it before anything else adds a servlet filter: its
 * filters are to be the outermost.
 */
public final class Telemetry {

  private final Metrics metrics;
  private final RequestMetrics requests;
  private final RecentErrors errors;
  private final Tracing tracing;

  private Telemetry(
      Metrics metrics, RequestMetrics requests, RecentErrors errors, Tracing tracing) {
    this.errors = errors;
    this.tracing = tracing;
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

  /** Where traces begin. */
  public Tracing tracing() {
    return tracing;
  }

  /** Installs everything, without the export of traces. */
  public static Telemetry install(Environment environment, MetricsConfig config) {
    return install(environment, config, TraceConfig.defaults(), OtelSettings.none(), "");
  }

  /**
   * Installs everything.
   *
   * @param otel whether and where traces are exported
   * @param version of this service
   * @throws IllegalArgumentException when the settings cannot be used
   */
  public static Telemetry install(
      Environment environment,
      MetricsConfig config,
      TraceConfig traces,
      OtelSettings otel,
      String version) {
    CollectorRegistry registry = new CollectorRegistry();
    Metrics metrics = new Metrics(registry, config.maxLabelCombinations());
    RequestMetrics requests = new RequestMetrics(metrics);
    RecentErrors errors = new RecentErrors(Clock.systemUTC());
    Tracing tracing = Tracing.start(traces, otel, new TraceMetrics(metrics), version);
    environment.lifecycle().manage(new AutoCloseableManager(tracing));
    DefaultExports.register(registry);
    registry.register(new CodahaleBridge(environment.metrics()));
    outermost(environment, "http-metrics", new HttpMetricsFilter(requests, errors));
    outermost(environment, "request-context", new RequestContextFilter(tracing));
    // Nothing ends the spans of the admin port, so it has trace ids alone.
    FilterRegistration.Dynamic admin =
        environment.admin().addFilter("request-context", new RequestContextFilter(Tracing.off()));
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
    return new Telemetry(metrics, requests, errors, tracing);
  }

  private static void outermost(Environment environment, String name, Filter filter) {
    FilterRegistration.Dynamic added = environment.servlets().addFilter(name, filter);
    added.setAsyncSupported(true);
    added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }
}
