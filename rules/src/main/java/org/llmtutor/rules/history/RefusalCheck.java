package org.llmtutor.rules.history;

import org.llmtutor.promql.ast.Expr;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.QueryCheck;
import org.llmtutor.rules.query.RuleQuery;

/** Finds expressions that the server cannot evaluate on the series that it has. */
final class RefusalCheck implements QueryCheck {

  private final ServerHistory history;

  RefusalCheck(ServerHistory history) {
    this.history = history;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "prometheus/query", Severity.WARNING, "The server can evaluate the rules.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    history
        .refusal(query.rule())
        .ifPresent(
            reason ->
                reporter.report(
                    query.span(expr.position()),
                    "the server has no result: " + reason,
                    "try it with monitorctl query; a rule that fails never fires"));
  }
}
