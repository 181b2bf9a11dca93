package org.llmtutor.rules.alerting;

import java.time.Instant;
import java.util.List;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.rules.template.TemplateData;

/** Asks the queries of rules and of their templates. Safe for concurrent use as its samples are. */
public final class RuleQueries {

  private final Engine engine;
  private final Queryable samples;

  /** Queries of {@code samples}. */
  public RuleQueries(Engine engine, Queryable samples) {
    this.engine = engine;
    this.samples = samples;
  }

  /**
   * One sample per series of the result; a scalar is one sample without labels.
   *
   * @throws PromqlException when there is no such result
   */
  public List<Value.Sample> vector(Expr expr, Instant time) {
    Value value = engine.instant(samples, expr, time).value();
    if (value instanceof Value.Vector vector) {
      return vector.samples();
    }
    if (value instanceof Value.Scalar scalar) {
      return List.of(new Value.Sample(Labels.EMPTY, scalar.timestamp(), scalar.value(), null));
    }
    throw new PromqlException(
        "the result is neither an instant vector nor a scalar", "apply a function to it");
  }

  /** As {@link #vector}, of a text, for templates. */
  List<TemplateData.Sample> ask(String expression, Instant time) {
    return vector(Promql.parse(expression, LanguageProfile.ALL), time).stream()
        .map(sample -> new TemplateData.Sample(sample.labels(), sample.value()))
        .toList();
  }
}
