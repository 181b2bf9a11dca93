package org.llmtutor.service.health;

import com.codahale.metrics.health.HealthCheck;
import io.prometheus.client.CollectorRegistry;

/** Fails when the registry behind {@code /metrics} cannot be read. */
public final class MetricsCheck extends HealthCheck {

  private final CollectorRegistry registry;
  private final boolean enabled;

  /** Checks {@code registry}; passes without a look when metrics are switched off. */
  public MetricsCheck(CollectorRegistry registry, boolean enabled) {
    this.registry = registry;
    this.enabled = enabled;
  }

  @Override
  protected Result check() {
    if (!enabled) {
      return Result.healthy("disabled");
    }
    boolean readable =
        registry
            .filteredMetricFamilySamples(name -> name.startsWith("metrics_unreadable"))
            .hasMoreElements();
    return readable ? Result.healthy() : Result.unhealthy("The metrics registry cannot be read.");
  }
}
