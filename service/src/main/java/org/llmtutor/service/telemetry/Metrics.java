package org.llmtutor.service.telemetry;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.Histogram;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The one place where features register Prometheus metrics.
 *
 * <pre>{@code
 * LabeledCounter completed =
 *     metrics.counter("exercises_completed_total", "Exercises completed.", "difficulty");
 * completed.inc("easy");
 * }</pre>
 *
 * <p>Safe for concurrent use. Registering a name twice is a programming error and throws.
 */
public final class Metrics {

  private final CollectorRegistry registry;

  /** Registers into {@code registry}. */
  public Metrics(CollectorRegistry registry) {
    this.registry = registry;
  }

  /** The registry that {@code /metrics} shows. */
  public CollectorRegistry registry() {
    return registry;
  }

  /** Registers a counter; {@code name} ends in {@code _total}. */
  public LabeledCounter counter(String name, String help, String... labelNames) {
    Counter counter = Counter.build(name, help).labelNames(labelNames).register(registry);
    return new LabeledCounter(counter);
  }

  /** Registers a histogram with the given upper bounds (without {@code +Inf}). */
  public LabeledHistogram histogram(
      String name, String help, double[] buckets, String... labelNames) {
    Histogram histogram =
        Histogram.build(name, help).buckets(buckets).labelNames(labelNames).register(registry);
    return new LabeledHistogram(histogram);
  }

  /** Registers a gauge whose values are set. */
  public LabeledGauge gauge(String name, String help, String... labelNames) {
    return new LabeledGauge(Gauge.build(name, help).labelNames(labelNames).register(registry));
  }

  /** Registers a gauge without labels that is read at each scrape. */
  public void gauge(String name, String help, DoubleSupplier value) {
    registry.register(
        new Collector() {
          @Override
          public List<MetricFamilySamples> collect() {
            return List.of(new GaugeMetricFamily(name, help, value.getAsDouble()));
          }
        });
  }
}
