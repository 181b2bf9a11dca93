package org.llmtutor.rules.history;

import java.time.Duration;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.QueryCheck;
import org.llmtutor.rules.query.RuleQuery;

/**
 * Finds alerts that fired nearly all the time. One that reads no series, such as {@code vector(1)},
 * is meant to.
 */
final class AlwaysFiringCheck implements QueryCheck {

  private static final double NEARLY_ALL = 0.9;
  private static final Duration ENOUGH = Duration.ofHours(1);

  private final ServerHistory history;

  AlwaysFiringCheck(ServerHistory history) {
    this.history = history;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "alert/always-firing", Severity.WARNING, "Alerts do not fire nearly all the time.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    history
        .alert(query.rule())
        .filter(past -> past.length().compareTo(ENOUGH) >= 0 && past.share() >= NEARLY_ALL)
        .filter(past -> readsSeries(expr))
        .ifPresent(
            past ->
                reporter.report(
                    query.span(query.rule().name(), 0, query.rule().name().value().length()),
                    Quoted.of(query.rule().name().value())
                        + ": would have fired for "
                        + (int) Math.floor(past.share() * 100)
                        + " % of the last "
                        + text(past.length()),
                    "mend what it tells of or change its threshold; nobody heeds it"));
  }

  /** In whole hours, where it is a day or more. */
  private static String text(Duration length) {
    long millis = length.toDays() > 0 ? length.toHours() * 3_600_000 : length.toMillis();
    return new PromDuration(millis).toString();
  }

  private static boolean readsSeries(Expr expr) {
    boolean[] reads = {false};
    Tree.walk(expr, part -> reads[0] |= part instanceof VectorSelector, part -> {});
    return reads[0];
  }
}
