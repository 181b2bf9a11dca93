package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;

/**
 * What the second argument of {@code info} asks for.
 *
 * @param names conditions on the name of info metrics, all to be fulfilled
 * @param data conditions on their other labels, by label; these labels alone are copied, unless
 *     there are none
 */
record InfoMatchers(List<LabelMatcher> names, Map<String, List<LabelMatcher>> data) {

  private static final LabelMatcher TARGET_INFO =
      new LabelMatcher(MetricNames.LABEL, LabelMatcher.Type.EQUAL, "target_info");
  private static final LabelMatcher ANY_INFO =
      new LabelMatcher(MetricNames.LABEL, LabelMatcher.Type.REGEX, ".+_info");

  /** Without a selector, all labels of {@code target_info}. */
  static InfoMatchers of(@Nullable VectorSelector selector) {
    List<LabelMatcher> names = new ArrayList<>();
    Map<String, List<LabelMatcher>> data = new TreeMap<>();
    for (LabelMatcher matcher : selector == null ? List.<LabelMatcher>of() : selector.matchers()) {
      if (matcher.name().equals(MetricNames.LABEL)) {
        names.add(matcher);
      } else {
        data.computeIfAbsent(matcher.name(), name -> new ArrayList<>(1)).add(matcher);
      }
    }
    if (names.isEmpty()) {
      names.add(TARGET_INFO);
    } else if (names.stream().noneMatch(InfoMatchers::demands)) {
      names.add(ANY_INFO);
    }
    return new InfoMatchers(List.copyOf(names), data);
  }

  private static boolean demands(LabelMatcher matcher) {
    return switch (matcher.type()) {
      case EQUAL, REGEX -> true;
      case NOT_EQUAL, NOT_REGEX -> false;
    };
  }

  /** All conditions on info series. */
  List<LabelMatcher> all() {
    List<LabelMatcher> all = new ArrayList<>(names);
    data.values().forEach(all::addAll);
    return all;
  }

  /** Whether {@code labels} are those of an info metric. */
  boolean isInfo(Labels labels) {
    return names.stream().allMatch(matcher -> matcher.matches(labels));
  }

  /** Whether the label {@code name} of an info series is copied. */
  boolean copies(String name) {
    return !name.equals(MetricNames.LABEL) && (data.isEmpty() || data.containsKey(name));
  }

  /** Whether series are kept for which there is no info. */
  boolean keepsWithoutInfo() {
    return data.values().stream()
        .allMatch(matchers -> matchers.stream().allMatch(matcher -> matcher.matches("")));
  }
}
