package org.llmtutor.service.telemetry;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.dropwizard.DropwizardExports;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Shows the framework's Codahale metrics (Jetty, Jersey, Logback, the connection pool) as
 * Prometheus metrics with the names and labels of {@link CodahaleNames}. Timers become summaries in
 * seconds. What {@code jvm_*} already tells is left out.
 */
final class CodahaleBridge extends Collector implements Collector.Describable {

  private static final int MAX_FAMILIES = 500;

  private final DropwizardExports exports;
  private final CodahaleNames names = new CodahaleNames();

  CodahaleBridge(MetricRegistry registry) {
    this.exports = new DropwizardExports(registry, (name, metric) -> names.isExported(name), names);
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return exports.collect().stream()
        .sorted(Comparator.comparing(family -> family.name))
        .limit(MAX_FAMILIES)
        .map(this::readable)
        .toList();
  }

  /** Nothing: the framework adds metrics after this is registered. */
  @Override
  public List<MetricFamilySamples> describe() {
    return List.of();
  }

  private MetricFamilySamples readable(MetricFamilySamples family) {
    Set<String> seen = new HashSet<>();
    List<MetricFamilySamples.Sample> samples = new ArrayList<>(family.samples.size());
    for (MetricFamilySamples.Sample sample : family.samples) {
      if (seen.add(sample.name + sample.labelNames + sample.labelValues)) {
        samples.add(sample);
      }
    }
    return new MetricFamilySamples(family.name, family.type, names.help(family.name), samples);
  }
}
