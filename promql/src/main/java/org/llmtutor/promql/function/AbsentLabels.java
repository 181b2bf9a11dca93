package org.llmtutor.promql.function;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;

/** The labels that a selector's series would surely have, for the functions that miss them. */
public final class AbsentLabels {

  private AbsentLabels() {}

  /** The labels with one condition, on equality; none unless {@code argument} is a selector. */
  public static Labels of(Expr argument) {
    if (argument instanceof VectorSelector selector) {
      return of(selector.matchers());
    }
    return argument instanceof MatrixSelector range ? of(range.vector().matchers()) : Labels.EMPTY;
  }

  private static Labels of(List<LabelMatcher> matchers) {
    Map<String, String> labels = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (LabelMatcher matcher : matchers) {
      String name = matcher.name();
      boolean equal = matcher.type() == LabelMatcher.Type.EQUAL;
      if (equal && !name.equals(MetricNames.LABEL) && seen.add(name)) {
        labels.put(name, matcher.value());
      } else {
        labels.remove(name);
      }
    }
    return Labels.of(labels);
  }
}
