package org.llmtutor.rules.check;

import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.series.SeriesNotation;
import org.llmtutor.rules.metrics.MetricsSnapshot;

/** Reads the small pages of metrics of examples. */
final class MetricsPages {

  private MetricsPages() {}

  /** What a server has that scrapes {@code page} as the job {@code tutor}. */
  static MetricsSnapshot read(String page) {
    MetricsSnapshot.Builder builder = new MetricsSnapshot.Builder();
    page.lines().forEach(line -> line(line, builder));
    return builder.build("tutor", "a");
  }

  private static void line(String line, MetricsSnapshot.Builder builder) {
    int space = line.lastIndexOf(' ');
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", -1);
      builder.type(words[2], words[3]);
    } else if (!line.startsWith("#") && space > 0) {
      Labels labels = SeriesNotation.parseMetric(line.substring(0, space));
      builder.sample(
          labels.metricName(),
          labels.withoutMetricName().toMap(),
          Double.parseDouble(line.substring(space + 1)));
    }
  }
}
