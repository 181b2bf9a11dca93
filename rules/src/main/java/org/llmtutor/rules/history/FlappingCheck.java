package org.llmtutor.rules.history;

import java.time.Duration;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.QueryCheck;
import org.llmtutor.rules.query.RuleQuery;

/** Finds alerts that fired and ended again and again. */
final class FlappingCheck implements QueryCheck {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ServerHistory history;

  FlappingCheck(ServerHistory history) {
    this.history = history;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "alert/flaps", Severity.WARNING, "Alerts do not fire and end again and again.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    int limit = query.settings().flapsPerHour();
    history
        .alert(query.rule())
        .flatMap(past -> past.worst(HOUR))
        .filter(burst -> burst.times() > limit)
        .ifPresent(
            burst ->
                reporter.report(
                    query.span(query.rule().name(), 0, query.rule().name().value().length()),
                    Quoted.of(query.rule().name().value())
                        + ": would have fired "
                        + burst.times()
                        + " times within an hour, from "
                        + burst.since()
                        + " on",
                    "lengthen for, add keep_firing_for, or look at a longer range"));
  }
}
