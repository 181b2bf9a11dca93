package org.llmtutor.rules.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Value;
import org.llmtutor.rules.file.RecordingRule;

/** A recording rule. Not thread-safe. */
public final class RecordingRun implements RuleRun {

  private final RecordingRule rule;
  private final Expr expr;
  private final Map<String, String> labels;

  RecordingRun(RecordingRule rule, Expr expr, Map<String, String> labels) {
    this.rule = rule;
    this.expr = expr;
    this.labels = Collections.unmodifiableMap(labels);
  }

  @Override
  public RecordingRule rule() {
    return rule;
  }

  @Override
  public Expr expr() {
    return expr;
  }

  @Override
  public Map<String, String> labels() {
    return labels;
  }

  @Override
  public List<Value.Sample> evaluate(
      RuleQueries queries, Instant time, Instant queryTime, int limit) {
    String name = rule.name().value();
    List<Value.Sample> recorded = new ArrayList<>();
    Set<Labels> seen = new HashSet<>();
    try {
      for (Value.Sample sample : queries.vector(expr, queryTime)) {
        Labels own = sample.labels().with("__name__", name);
        for (Map.Entry<String, String> label : labels.entrySet()) {
          own = own.with(label.getKey(), label.getValue());
        }
        if (!seen.add(own)) {
          throw new RuleFailure(
              name, "two series of its result are both " + own + " once it has its labels");
        }
        recorded.add(
            new Value.Sample(own, queryTime.toEpochMilli(), sample.value(), sample.histogram()));
      }
    } catch (PromqlException e) {
      throw new RuleFailure(name, e);
    }
    if (limit > 0 && recorded.size() > limit) {
      throw new RuleFailure(name, recorded.size() + " series, the group's limit is " + limit);
    }
    return recorded;
  }
}
