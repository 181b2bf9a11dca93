package org.llmtutor.rules.query;

import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds aggregations that drop a label which the project wants to keep. */
public final class AggregateCheck implements QueryCheck {

  /** For the list of checks. */
  public AggregateCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/aggregate", Severity.WARNING, "Aggregations keep the labels of keep_labels.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    if (query.settings().keepLabels().isEmpty()) {
      return;
    }
    Tree.walk(
        expr,
        part -> {
          if (part instanceof AggregateExpr aggregate) {
            query.settings().keepLabels().stream()
                .filter(label -> LabelAnalysis.of(aggregate.expr()).can(label))
                .filter(label -> !LabelAnalysis.of(aggregate).can(label))
                .findFirst()
                .ifPresent(
                    label ->
                        reporter.report(
                            query.span(aggregate.position()),
                            query.slice(aggregate.position())
                                + ": drops the label "
                                + Quoted.of(label)
                                + ", which this project keeps",
                            aggregate.without()
                                ? "leave it out of without (…)"
                                : "add it to by (…)"));
          }
        },
        part -> {});
  }
}
