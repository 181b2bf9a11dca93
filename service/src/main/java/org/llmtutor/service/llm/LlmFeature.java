package org.llmtutor.service.llm;

import com.codahale.metrics.health.HealthCheck;
import com.google.common.base.Ticker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.llmtutor.service.telemetry.Metrics;

/** The routes to providers, with what watches over them. */
public final class LlmFeature {

  private final LlmRoutes routes;
  private final LlmHealth health;

  private LlmFeature(LlmRoutes routes, LlmHealth health) {
    this.routes = routes;
    this.health = health;
  }

  /**
   * Makes the routes and registers their metrics.
   *
   * @param more names of entries in use besides the provider and its fallbacks
   * @param environment where keys are looked up, usually {@link System#getenv()}
   * @throws IllegalArgumentException when an entry is missing, or a key is missing or cannot be one
   */
  public static LlmFeature install(
      LlmConfig config,
      Collection<String> more,
      Metrics metrics,
      Map<String, String> environment,
      Clock clock) {
    LlmMetrics llmMetrics = new LlmMetrics(metrics);
    CircuitMetrics circuitMetrics = new CircuitMetrics(metrics);
    List<LlmHealth.Watched> watched = new ArrayList<>();
    LlmRoutes routes =
        LlmClients.routes(config, more, environment, clock)
            .map(
                route -> {
                  llmMetrics.show(route.provider(), route.model());
                  LlmState state = new LlmState(route, config.degradedAfter(), clock);
                  Circuit circuit =
                      new Circuit(route, config.circuit(), circuitMetrics, Ticker.systemTicker());
                  watched.add(new LlmHealth.Watched(state, circuit));
                  LlmRoute metered =
                      route.with(new MeteredClient(route.client(), llmMetrics, state));
                  return route.with(new CircuitClient(metered, circuit, circuitMetrics));
                });
    return new LlmFeature(routes, new LlmHealth(watched));
  }

  /** The routes, by the names of their entries. */
  public LlmRoutes routes() {
    return routes;
  }

  /** Fails when calls on one of the routes failed again and again, or its circuit is open. */
  public HealthCheck check() {
    return health;
  }
}
