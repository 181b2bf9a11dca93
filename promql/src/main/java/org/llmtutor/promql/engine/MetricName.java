package org.llmtutor.promql.engine;

import java.util.Set;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;

/** The labels that say what a metric is; they go when a value is no longer that metric's. */
final class MetricName {

  private static final Set<String> DESCRIBING = Set.of(MetricNames.LABEL, "__type__", "__unit__");

  private MetricName() {}

  /** {@code labels} without name, type and unit. */
  static Labels drop(Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      if (DESCRIBING.contains(labels.name(i))) {
        return labels.without(DESCRIBING);
      }
    }
    return labels;
  }
}
