package org.llmtutor.rules.metrics;

import java.util.List;
import org.llmtutor.rules.query.QueryCheck;

/** The checks that need a page of metrics. */
public final class MetricsCheck {

  private MetricsCheck() {}

  /** All of them, against {@code metrics}. */
  public static List<QueryCheck> all(MetricsSnapshot metrics) {
    return List.of(
        new SeriesCheck(metrics),
        new LabelNameCheck(metrics),
        new LabelValueCheck(metrics),
        new MetricTypeCheck(metrics),
        new ThresholdCheck(metrics));
  }

  /** For the list of checks. */
  public static List<QueryCheck> catalogue() {
    return all(new MetricsSnapshot.Builder().build("", ""));
  }
}
