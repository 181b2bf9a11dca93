package org.llmtutor.rules.query;

import org.llmtutor.promql.ast.DurationExpr;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds offsets into the future, where a rule finds nothing. */
public final class OffsetCheck implements QueryCheck {

  /** For the list of checks. */
  public OffsetCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo("promql/offset", Severity.WARNING, "Offsets lead into the past.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    Tree.walk(
        expr,
        part -> {
          DurationExpr offset = null;
          if (part instanceof VectorSelector selector) {
            offset = selector.offset();
          } else if (part instanceof SubqueryExpr subquery) {
            offset = subquery.offset();
          }
          if (offset != null && Exprs.millis(offset).orElse(0) < 0) {
            reporter.report(
                query.span(part.position()),
                query.slice(part.position()) + ": reads the future, where a rule finds nothing",
                "write the offset without the minus");
          }
        },
        part -> {});
  }
}
