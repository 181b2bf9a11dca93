package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Labels;

/**
 * The series of both sides of an operator, grouped by the labels they are matched by.
 *
 * @param groups in the order of their coming
 */
record MatchGroups(List<Group> groups) {

  /**
   * Series with the same match labels.
   *
   * @param labels the match labels
   * @param left indices into the left side, growing
   * @param right indices into the right side, growing
   */
  record Group(Labels labels, List<Integer> left, List<Integer> right) {}

  static MatchGroups of(List<StepSeries> left, List<StepSeries> right, MatchedLabels labels) {
    Map<Labels, Group> groups = new LinkedHashMap<>(left.size() * 2);
    for (int i = 0; i < left.size(); i++) {
      group(groups, labels.signature(left.get(i).labels())).left().add(i);
    }
    for (int i = 0; i < right.size(); i++) {
      group(groups, labels.signature(right.get(i).labels())).right().add(i);
    }
    return new MatchGroups(List.copyOf(groups.values()));
  }

  private static Group group(Map<Labels, Group> groups, Labels labels) {
    return groups.computeIfAbsent(
        labels, key -> new Group(key, new ArrayList<>(1), new ArrayList<>(1)));
  }
}
