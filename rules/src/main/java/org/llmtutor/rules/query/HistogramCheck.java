package org.llmtutor.rules.query;

import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds quantiles of buckets that have lost their bounds, and quantiles that there are none of. */
public final class HistogramCheck implements QueryCheck {

  /** For the list of checks. */
  public HistogramCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/histogram",
        Severity.WARNING,
        "histogram_quantile gets buckets with their bounds, and a quantile from 0 to 1.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    Tree.walk(
        expr,
        part -> {
          if (part instanceof Call call
              && call.function().equals("histogram_quantile")
              && call.arguments().size() == 2) {
            check(query, call, reporter);
          }
        },
        part -> {});
  }

  private static void check(RuleQuery query, Call call, Reporter reporter) {
    Expr quantile = call.arguments().get(0);
    Expr buckets = call.arguments().get(1);
    if (Exprs.bare(quantile) instanceof NumberLiteral number
        && (number.value() < 0 || number.value() > 1)) {
      reporter.report(
          query.span(quantile.position()),
          query.slice(quantile.position()) + ": quantiles are from 0 to 1, this one is infinite",
          "write 0.95 for the 95th percentile");
    }
    boolean[] classic = {false};
    boolean[] plain = {false};
    Tree.walk(
        buckets,
        part -> {
          if (part instanceof VectorSelector selector && selector.name() != null) {
            boolean bucket = selector.name().contains("bucket");
            classic[0] |= bucket;
            plain[0] |= !bucket;
          }
        },
        part -> {});
    if (classic[0] && !LabelAnalysis.of(buckets).can("le")) {
      reporter.report(
          query.span(buckets.position()),
          query.slice(buckets.position()) + ": drops le, without which buckets have no bounds",
          "keep it, as in sum by (le) (…)");
    } else if (plain[0] && counts(buckets)) {
      reporter.report(
          query.span(buckets.position()),
          query.slice(buckets.position()) + ": not the buckets of a histogram",
          "take the series that end in _bucket");
    }
  }

  /** Whether it reads a histogram's sum or count, which are never buckets. */
  private static boolean counts(Expr buckets) {
    boolean[] found = {false};
    Tree.walk(
        buckets,
        part -> {
          if (part instanceof VectorSelector selector && selector.name() != null) {
            found[0] |= selector.name().endsWith("_count") || selector.name().endsWith("_sum");
          }
        },
        part -> {});
    return found[0];
  }
}
