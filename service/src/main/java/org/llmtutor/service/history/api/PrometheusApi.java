package org.llmtutor.service.history.api;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import org.llmtutor.service.history.SeriesSource;

/**
 * The Prometheus HTTP API, version 1, for operators: what Grafana, promtool and {@code monitorctl}
 * ask, with Prometheus' parameters, JSON and errors.
 */
public final class PrometheusApi {

  /** Under which address the API is; a client is given this without {@code /api/v1}. */
  public static final String PATH = "/api/ops/prometheus/api/v1";

  private PrometheusApi() {}

  /**
   * Registers the API on {@code source} with {@code environment}.
   *
   * @param release the service's own, shown by {@code status/buildinfo}
   * @param clock the time of queries that name none
   */
  public static void install(
      Environment environment,
      PrometheusApiConfig config,
      SeriesSource source,
      String release,
      Clock clock) {
    QueryGate gate = new QueryGate(config.maxConcurrent(), config.maxQueued());
    environment.lifecycle().manage(gate);
    environment.jersey().register(new PrometheusErrorMapper());
    environment.jersey().register(new QueryResource(new Queries(source, config, gate, clock)));
    environment.jersey().register(new ExpressionResource());
    environment.jersey().register(new SeriesResource(new Listings(source, config, gate)));
    environment.jersey().register(new BuildInfoResource(release));
  }
}
