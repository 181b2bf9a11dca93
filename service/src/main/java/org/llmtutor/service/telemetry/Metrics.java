package org.llmtutor.service.telemetry;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.SimpleCollector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The one place where features register Prometheus metrics.
 *
 * <pre>{@code
 * LabeledCounter completed =
 *     metrics.counter("exercises_completed_total", "Exercises completed.", "difficulty");
 * completed.inc("easy");
 * }</pre>
 *
 * <p>Each metric holds a bounded number of label combinations; what comes after that is folded into
 * combinations whose most numerous labels are {@code other} and counted, once per recording, in
 * {@code metrics_label_overflow_total{metric}}. Metrics without labels are exported as 0 from the
 * start. Safe for concurrent use. Registering a name twice is a programming error and throws.
 */
public final class Metrics {

  private final CollectorRegistry registry;
  private final int maxLabelCombinations;
  private final Counter overflow;
  private final Counter unreadable;
  private final List<GuardedFamily<?>> guarded = new CopyOnWriteArrayList<>();

  /** Registers into {@code registry} with the default bound on label combinations. */
  public Metrics(CollectorRegistry registry) {
    this(registry, MetricsConfig.defaults().maxLabelCombinations());
  }

  /** Registers into {@code registry}; each metric holds at most that many label combinations. */
  public Metrics(CollectorRegistry registry, int maxLabelCombinations) {
    this.registry = registry;
    this.maxLabelCombinations = maxLabelCombinations;
    this.overflow =
        Counter.build(
                "metrics_label_overflow_total",
                "Recordings whose labels were folded into other because the metric is full.")
            .labelNames("metric")
            .register(registry);
    this.unreadable =
        Counter.build(
                "metrics_unreadable_total",
                "Scrapes in which the value of a gauge could not be read.")
            .labelNames("metric")
            .register(registry);
  }

  /** The registry that {@code /metrics} shows. */
  public CollectorRegistry registry() {
    return registry;
  }

  /** Registers a counter; {@code name} ends in {@code _total}. */
  public LabeledCounter counter(String name, String help, String... labelNames) {
    Counter counter =
        Counter.build(name, help).labelNames(labelNames).withoutExemplars().register(registry);
    LabelGuard<Counter.Child> guard = guard(name, counter, labelNames);
    guarded.add(GuardedFamily.counter(name, help, guard));
    return new LabeledCounter(guard);
  }

  /** Registers a histogram with the given upper bounds (without {@code +Inf}). */
  public LabeledHistogram histogram(
      String name, String help, double[] buckets, String... labelNames) {
    Histogram histogram =
        Histogram.build(name, help)
            .buckets(buckets)
            .labelNames(labelNames)
            .withoutExemplars()
            .register(registry);
    LabelGuard<Histogram.Child> guard = guard(name, histogram, labelNames);
    guarded.add(GuardedFamily.histogram(name, help, buckets, guard));
    return new LabeledHistogram(guard);
  }

  /** Registers a gauge whose values are set. */
  public LabeledGauge gauge(String name, String help, String... labelNames) {
    Gauge gauge = Gauge.build(name, help).labelNames(labelNames).register(registry);
    LabelGuard<Gauge.Child> guard = guard(name, gauge, labelNames);
    guarded.add(GuardedFamily.gauge(name, help, guard));
    return new LabeledGauge(guard);
  }

  /**
   * Registers a gauge without labels that is read at each scrape. While {@code value} throws, the
   * gauge is {@code NaN} and {@code metrics_unreadable_total{metric}} rises; the rest of the page
   * is not affected.
   */
  public void gauge(String name, String help, DoubleSupplier value) {
    Counter.Child failures = unreadable.labels(name);
    registry.register(ReadMetric.gauge(name, help, () -> read(value, failures)));
  }

  /**
   * Registers a gauge that is read at each scrape: a value for each list of label values, in the
   * order of {@code labelNames}, which must come from a small closed set. While {@code values}
   * throws, the gauge has no series and {@code metrics_unreadable_total{metric}} rises.
   */
  public void gauge(
      String name,
      String help,
      List<String> labelNames,
      Supplier<Map<List<String>, Double>> values) {
    registry.register(
        new ReadMetric(name, help, Collector.Type.GAUGE, labelNames, sparing(name, values)));
  }

  /**
   * Registers a counter that is kept elsewhere and read at each scrape; {@code name} ends in {@code
   * _total}. Otherwise as the gauge that is read.
   */
  public void counter(
      String name,
      String help,
      List<String> labelNames,
      Supplier<Map<List<String>, Double>> values) {
    registry.register(
        new ReadMetric(name, help, Collector.Type.COUNTER, labelNames, sparing(name, values)));
  }

  private Supplier<Map<List<String>, Double>> sparing(
      String name, Supplier<Map<List<String>, Double>> values) {
    Counter.Child failures = unreadable.labels(name);
    return () -> {
      try {
        return values.get();
      } catch (RuntimeException e) {
        failures.inc();
        return Map.of();
      }
    };
  }

  private static double read(DoubleSupplier value, Counter.Child failures) {
    try {
      return value.getAsDouble();
    } catch (RuntimeException e) {
      failures.inc();
      return Double.NaN;
    }
  }

  private <C> LabelGuard<C> guard(String name, SimpleCollector<C> metric, String[] labelNames) {
    LabelGuard<C> guard =
        new LabelGuard<>(
            List.of(labelNames),
            maxLabelCombinations,
            metric::labels,
            () -> overflow.labels(name).inc());
    if (labelNames.length == 0) {
      C unused = guard.child();
    }
    return guard;
  }

  /** The metrics with guarded labels, in the order of registration. */
  List<GuardedFamily<?>> guarded() {
    return List.copyOf(guarded);
  }
}
