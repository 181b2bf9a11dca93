package org.llmtutor.service.redis;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.Duration;
import io.prometheus.client.CollectorRegistry;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.Metrics;

/** One of several instances, with nothing but what it shares. */
final class Instance implements AutoCloseable {

  private final Environment environment = new Environment("test");
  private final CollectorRegistry registry = new CollectorRegistry();
  final RedisFeature redis;

  private Instance(RedisConfig config) {
    redis = RedisFeature.install(environment, config, new Metrics(registry));
  }

  /** One that is patient, so that a busy machine fails no call. */
  static Instance of(String url) {
    return of(url, 5_000);
  }

  static Instance of(String url, int timeoutMillis) {
    return new Instance(config(url, null, timeoutMillis));
  }

  static Instance withPassword(String url, String password) {
    return new Instance(config(url, password, 5_000));
  }

  private static RedisConfig config(String url, @Nullable String password, int timeoutMillis) {
    return RedisConfig.of(
        url,
        password,
        Duration.milliseconds(timeoutMillis),
        Duration.milliseconds(2_000),
        Duration.milliseconds(50),
        Duration.milliseconds(50),
        4,
        64,
        "t");
  }

  /** Starts what was made until now. */
  Instance start() throws Exception {
    for (var managed : environment.lifecycle().getManagedObjects()) {
      managed.start();
    }
    return this;
  }

  double metric(String name, String label, String value) {
    Double sample = registry.getSampleValue(name, new String[] {label}, new String[] {value});
    return sample == null ? -1 : sample;
  }

  /** Why Redis is not in use; empty while it is. */
  String problem() {
    var result = redis.check().orElseThrow().execute();
    return result.isHealthy() ? "" : result.getMessage();
  }

  @Override
  public void close() {
    for (var managed : environment.lifecycle().getManagedObjects()) {
      try {
        managed.stop();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
