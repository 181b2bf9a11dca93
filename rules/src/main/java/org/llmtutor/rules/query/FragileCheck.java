package org.llmtutor.rules.query;

import java.util.EnumSet;
import java.util.Set;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds alerts whose series change from one evaluation to the next, so that they flap. */
public final class FragileCheck implements QueryCheck {

  private static final Set<AggregateOp> CHOOSING =
      EnumSet.of(AggregateOp.TOPK, AggregateOp.BOTTOMK);

  /** For the list of checks. */
  public FragileCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/fragile", Severity.WARNING, "An alert's series stay the same while it fires.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    if (!(query.rule() instanceof AlertingRule)) {
      return;
    }
    int[] inside = {0};
    Tree.walk(
        expr,
        part -> {
          if (part instanceof AggregateExpr aggregate) {
            if (CHOOSING.contains(aggregate.op()) && inside[0] == 0) {
              reporter.report(
                  query.span(aggregate.position()),
                  query.slice(aggregate.position())
                      + ": the series change places, so that alerts end and start anew",
                  "compare all series with a threshold, or aggregate the result");
            }
            inside[0] += CHOOSING.contains(aggregate.op()) ? 0 : 1;
          } else if (part instanceof Call call && call.function().equals("irate")) {
            reporter.report(
                Severity.INFO,
                query.span(call.position()),
                query.slice(call.position())
                    + ": looks at two samples only, one dip ends the alert",
                "use rate in alerts");
          }
        },
        part -> {
          if (part instanceof AggregateExpr aggregate && !CHOOSING.contains(aggregate.op())) {
            inside[0]--;
          }
        });
  }
}
