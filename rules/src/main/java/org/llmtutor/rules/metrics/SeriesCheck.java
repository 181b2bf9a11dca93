package org.llmtutor.rules.metrics;

import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.QueryCheck;
import org.llmtutor.rules.query.RuleQuery;

/** Finds metrics that do not exist. */
final class SeriesCheck implements QueryCheck {

  private final MetricsSnapshot metrics;

  SeriesCheck(MetricsSnapshot metrics) {
    this.metrics = metrics;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo("promql/series", Severity.WARNING, "The metrics of a rule exist.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    for (VectorSelector selector : Selectors.named(expr)) {
      String name = Selectors.name(selector);
      if (!metrics.has(name)) {
        reporter.report(
            query.span(Selectors.place(selector)),
            Quoted.of(name) + ": no such metric " + metrics.where() + ", nor recorded by a rule",
            DidYouMean.remedy(name, metrics.names(), "monitorctl metrics lists what there is"));
      } else if (metrics.gone(name)) {
        reporter.report(
            Severity.INFO,
            query.span(Selectors.place(selector)),
            Quoted.of(name) + ": there are no series of it now, only earlier " + metrics.when(),
            "make sure that its source still exports it");
      }
    }
  }
}
