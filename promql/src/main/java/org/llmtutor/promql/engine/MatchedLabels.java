package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.ast.VectorMatching.Cardinality;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;

/** Which labels series are matched by, and which the result of a match has. */
final class MatchedLabels {

  private final VectorMatching matching;
  private final boolean changesMetric;
  private final List<String> ignored;
  private final Map<Labels, Map<Labels, Labels>> results = new HashMap<>();

  MatchedLabels(BinaryExpr source) {
    this.matching = source.matching() == null ? VectorMatching.DEFAULT : source.matching();
    this.changesMetric = changesMetric(source.op());
    this.ignored = new ArrayList<>(matching.labels());
    ignored.add(MetricNames.LABEL);
  }

  /** Whether {@code op}'s result is no longer the metric that went in. */
  static boolean changesMetric(BinaryOp op) {
    return switch (op) {
      case ADD, SUB, MUL, DIV, MOD, POW, ATAN2 -> true;
      default -> false;
    };
  }

  VectorMatching matching() {
    return matching;
  }

  /** The labels that both sides of a match have in common. */
  Labels signature(Labels labels) {
    return matching.on() ? labels.keep(matching.labels()) : labels.without(ignored);
  }

  /** The labels of the result of a match; {@code many} is the left side of one to one. */
  Labels result(Labels many, Labels one) {
    return results
        .computeIfAbsent(many, key -> new HashMap<>(2))
        .computeIfAbsent(matching.include().isEmpty() ? Labels.EMPTY : one, key -> make(many, one));
  }

  private Labels make(Labels many, Labels one) {
    Labels labels = changesMetric ? MetricName.drop(many) : many;
    if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
      labels = matching.on() ? labels.keep(matching.labels()) : labels.without(matching.labels());
    }
    for (String name : matching.include()) {
      labels = labels.with(name, one.get(name));
    }
    return labels;
  }
}
