package org.llmtutor.service.health;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.util.List;
import org.llmtutor.api.Health;
import org.llmtutor.api.ServiceInfo.Endpoint;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.sentry.SentryState;

/** Installs {@code GET /health}, {@code GET /} and the checks that belong to no feature. */
public final class HealthEndpoints {

  private HealthEndpoints() {}

  /**
   * Installs everything and returns where features register their checks.
   *
   * @param environment of the application
   * @param config deadlines and floors
   * @param metrics what {@code /metrics} shows
   * @param metricsConfig whether it shows it
   * @param dataDirectory existing directory on the file system to watch
   * @param version the running release
   */
  public static HealthMonitor install(
      Environment environment,
      HealthConfig config,
      Metrics metrics,
      MetricsConfig metricsConfig,
      Path dataDirectory,
      String version) {
    HealthMonitor monitor = new HealthMonitor(config, environment.healthChecks());
    environment.lifecycle().manage(monitor);
    monitor.required("disk", new DiskSpaceCheck(dataDirectory, config.minFreeDisk().toBytes()));
    monitor.optional("metrics", new MetricsCheck(metrics.registry(), metricsConfig.enabled()));
    monitor.optional("sentry", new SentryCheck());
    metrics.gauge(
        "health_check_up",
        "Whether a check of /health passes (1) or fails or is too slow (0).",
        List.of("check", "required"),
        monitor::up);
    Endpoints endpoints = new Endpoints(otherServlets(metricsConfig));
    environment.jersey().register(endpoints);
    environment.jersey().register(new InfoResource(environment.getName(), version, endpoints));
    environment.jersey().register(new HealthResource(monitor, monitoring(metricsConfig), version));
    return monitor;
  }

  private static List<Endpoint> otherServlets(MetricsConfig metrics) {
    return metrics.enabled()
        ? List.of(new Endpoint("GET", "/metrics", "scraper", "metrics for Prometheus"))
        : List.of();
  }

  private static Health.Monitoring monitoring(MetricsConfig metrics) {
    return new Health.Monitoring(word(SentryState.isEnabled()), word(metrics.enabled()));
  }

  private static String word(boolean enabled) {
    return enabled ? "enabled" : "disabled";
  }
}
