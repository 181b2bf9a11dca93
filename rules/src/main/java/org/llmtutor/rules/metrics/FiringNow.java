package org.llmtutor.rules.metrics;

import java.time.Instant;
import java.util.OptionalLong;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.rules.alerting.RuleQueries;

/** What expressions give on one scrape. Immutable. */
public final class FiringNow {

  private final MetricsSnapshot metrics;
  private final RuleQueries queries;
  private final Instant time;

  /** On {@code metrics} as of {@code time}. */
  public FiringNow(MetricsSnapshot metrics, Instant time) {
    this.metrics = metrics;
    this.time = time;
    Queryable samples = metrics.queryable(time);
    this.queries = new RuleQueries(new Engine(EngineOptions.DEFAULTS), samples);
  }

  /** How many series {@code expr} reads. */
  public long reads(Expr expr) {
    long[] sum = {0};
    Tree.walk(
        expr,
        part -> {
          if (part instanceof VectorSelector selector) {
            sum[0] += metrics.read(selector);
          }
        },
        part -> {});
    return sum[0];
  }

  /** How many series its result has; empty when one scrape cannot tell, as for a rate. */
  public OptionalLong results(Expr expr) {
    boolean[] past = {false};
    Tree.walk(
        expr,
        part ->
            past[0] |=
                part instanceof MatrixSelector
                    || part instanceof SubqueryExpr
                    || (part instanceof VectorSelector selector
                        && (selector.offset() != null || recorded(selector))),
        part -> {});
    if (past[0]) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(queries.vector(expr, time).size());
    } catch (PromqlException e) {
      return OptionalLong.empty();
    }
  }

  private boolean recorded(VectorSelector selector) {
    String name = selector.name();
    return name != null && metrics.has(name) && !metrics.onPage(name);
  }
}
