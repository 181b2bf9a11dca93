package org.llmtutor.rules.history;

import java.time.Duration;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.QueryCheck;
import org.llmtutor.rules.query.RuleQuery;

/** Finds expressions that look further back than the server has samples. */
final class RetentionCheck implements QueryCheck {

  private final ServerHistory history;

  RetentionCheck(ServerHistory history) {
    this.history = history;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "prometheus/retention",
        Severity.WARNING,
        "Rules look no further back than the server keeps samples.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    history
        .kept()
        .ifPresent(
            kept ->
                Reach.parts(expr)
                    .forEach(
                        (part, reach) -> {
                          if (reach.compareTo(kept.length()) > 0) {
                            report(query, part, reach, kept, reporter);
                          }
                        }));
  }

  /** A server that is merely young will have the samples one day; one that drops them, never. */
  private static void report(
      RuleQuery query, Expr part, Duration reach, ServerHistory.Kept kept, Reporter reporter) {
    String what = query.slice(part.position()) + ": looks back " + text(reach);
    if (kept.configured()) {
      reporter.report(
          query.span(part.position()),
          what + ", and the server keeps samples for " + text(kept.length()),
          "raise its retention, or look back less");
    } else {
      reporter.report(
          Severity.INFO,
          query.span(part.position()),
          what + ", and the server's oldest sample is " + text(kept.length()) + " old",
          "make sure that it keeps them long enough");
    }
  }

  private static String text(Duration length) {
    return new PromDuration(length.toMillis()).toString();
  }
}
