package org.llmtutor.service.telemetry;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * A metric that is read at scrapes only, not when it is registered. Safe for concurrent use when
 * what it reads is.
 */
final class ReadMetric extends Collector implements Collector.Describable {

  private final String name;
  private final String help;
  private final Type type;
  private final List<String> labelNames;
  private final Supplier<Map<List<String>, Double>> values;

  /** A gauge or a counter with a series for each key of what {@code values} gives. */
  ReadMetric(
      String name,
      String help,
      Type type,
      List<String> labelNames,
      Supplier<Map<List<String>, Double>> values) {
    this.name = name;
    this.help = help;
    this.type = type;
    this.labelNames = List.copyOf(labelNames);
    this.values = values;
  }

  /** A gauge without labels. */
  static ReadMetric gauge(String name, String help, DoubleSupplier value) {
    return new ReadMetric(
        name, help, Type.GAUGE, List.of(), () -> Map.of(List.of(), value.getAsDouble()));
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return List.of(family(values.get()));
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return List.of(family(Map.of()));
  }

  private MetricFamilySamples family(Map<List<String>, Double> read) {
    if (type == Type.COUNTER) {
      CounterMetricFamily counter = new CounterMetricFamily(name, help, labelNames);
      read.forEach(counter::addMetric);
      return counter;
    }
    GaugeMetricFamily gauge = new GaugeMetricFamily(name, help, labelNames);
    read.forEach(gauge::addMetric);
    return gauge;
  }
}
