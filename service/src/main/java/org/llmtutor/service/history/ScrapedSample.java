package org.llmtutor.service.history;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;

/** Which series a sample of the client library belongs to: equal for samples of one series. */
final class ScrapedSample {

  private static final String EXPORTED = "exported_";

  private final String name;
  private final List<String> labelNames;
  private final List<String> labelValues;
  private final int hash;

  ScrapedSample(Sample sample) {
    this.name = sample.name;
    this.labelNames = sample.labelNames;
    this.labelValues = sample.labelValues;
    this.hash = 31 * (31 * name.hashCode() + labelNames.hashCode()) + labelValues.hashCode();
  }

  /** As a scrape would store it: a label that {@code target} has too becomes {@code exported_…}. */
  Labels labels(Map<String, String> target) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < labelNames.size(); i++) {
      String label = labelNames.get(i);
      labels.put(target.containsKey(label) ? EXPORTED + label : label, labelValues.get(i));
    }
    labels.putAll(target);
    labels.put(MetricNames.LABEL, name);
    return Labels.of(labels);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScrapedSample sample
        && hash == sample.hash
        && name.equals(sample.name)
        && labelValues.equals(sample.labelValues)
        && labelNames.equals(sample.labelNames);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
