package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;

/** Sorts series into groups by the labels after {@code by} or {@code without}. */
final class Grouping {

  /**
   * The series of one group.
   *
   * @param labels the group's labels
   * @param members in the order of their coming; at least one
   */
  record Group(Labels labels, List<StepSeries> members) {}

  private final Set<String> names;
  private final boolean without;

  Grouping(AggregateExpr source) {
    this.names = new HashSet<>(source.grouping());
    this.without = source.without();
    if (without) {
      names.add(MetricNames.LABEL);
    }
  }

  /** The same, which also tells groups apart by {@code label}, unless that is to be left out. */
  Grouping and(String label) {
    if (!without) {
      names.add(label);
    }
    return this;
  }

  /** The labels of the group that a series with {@code labels} belongs to. */
  Labels labels(Labels labels) {
    if (without) {
      return labels.without(names);
    }
    return names.isEmpty() ? Labels.EMPTY : labels.keep(names);
  }

  /** The groups in the order of their first members. */
  List<Group> groups(List<StepSeries> series) {
    Map<Labels, Group> groups = new LinkedHashMap<>();
    for (StepSeries one : series) {
      groups
          .computeIfAbsent(labels(one.labels()), key -> new Group(key, new ArrayList<>()))
          .members()
          .add(one);
    }
    return List.copyOf(groups.values());
  }
}
