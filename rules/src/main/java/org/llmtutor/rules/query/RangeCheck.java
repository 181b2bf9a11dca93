package org.llmtutor.rules.query;

import java.util.Set;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds ranges in which fewer than two samples lie, of functions that need two. */
public final class RangeCheck implements QueryCheck {

  private static final Set<String> NEED_TWO =
      Set.of("rate", "irate", "increase", "delta", "idelta", "deriv", "predict_linear");

  /** For the list of checks. */
  public RangeCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/range", Severity.WARNING, "Ranges hold at least two scrapes where two are needed.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    long least = 2 * query.settings().scrapeInterval().toMillis();
    Tree.walk(
        expr,
        part -> {
          if (part instanceof Call call
              && NEED_TWO.contains(call.function())
              && call.arguments().get(0) instanceof MatrixSelector matrix
              && Exprs.millis(matrix.range()).orElse(Long.MAX_VALUE) < least) {
            String scrapes =
                new PromDuration(query.settings().scrapeInterval().toMillis()).toString();
            reporter.report(
                query.span(matrix.position()),
                query.slice(matrix.position())
                    + ": shorter than two scrapes of "
                    + scrapes
                    + ", so that "
                    + call.function()
                    + " has no result most of the time",
                "use four scrapes, " + new PromDuration(2 * least));
          }
        },
        part -> {});
  }
}
