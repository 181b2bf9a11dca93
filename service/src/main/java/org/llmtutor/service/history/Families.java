package org.llmtutor.service.history;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Families of the client library as {@code /metrics} shows them. */
final class Families {

  private static final Set<Collector.Type> WITH_CREATED =
      EnumSet.of(Collector.Type.COUNTER, Collector.Type.HISTOGRAM, Collector.Type.SUMMARY);

  private Families() {}

  /** Whether the page leaves the sample out: when a series was created is not asked for. */
  static boolean isLeftOut(MetricFamilySamples family, Sample sample) {
    return sample.name.endsWith("_created") && WITH_CREATED.contains(family.type);
  }

  /** What the families say of themselves, by the name that stands on the page. */
  static Map<String, MetricMetadata> describe(List<MetricFamilySamples> families) {
    Map<String, MetricMetadata> described = new HashMap<>();
    for (MetricFamilySamples family : families) {
      described.put(
          family.name + suffix(family.type),
          new MetricMetadata(type(family.type), family.help, family.unit));
    }
    return described;
  }

  private static String suffix(Collector.Type type) {
    return switch (type) {
      case COUNTER -> "_total";
      case INFO -> "_info";
      default -> "";
    };
  }

  private static String type(Collector.Type type) {
    return switch (type) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case HISTOGRAM -> "histogram";
      case GAUGE_HISTOGRAM -> "gaugehistogram";
      case SUMMARY -> "summary";
      case INFO -> "info";
      case STATE_SET -> "stateset";
      default -> "unknown";
    };
  }
}
