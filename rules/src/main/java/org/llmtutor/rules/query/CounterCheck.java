package org.llmtutor.rules.query;

import java.util.Set;
import java.util.regex.Pattern;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds counters that are taken for gauges, and rates of sums. Counters end in {@code _total}. */
public final class CounterCheck implements QueryCheck {

  private static final String COUNTER = "_total";
  private static final Set<String> RATES = Set.of("rate", "irate", "increase");
  private static final Set<String> OF_GAUGES = Set.of("delta", "idelta", "deriv", "predict_linear");

  private static final Pattern NO_COUNTER =
      Pattern.compile(
          "up|.*_(info|ratio|percent|celsius|timestamp_seconds)|[^:]*:.*:(i?rate|deriv)[0-9]*[a-z]*");

  /** For the list of checks. */
  public CounterCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/counter",
        Severity.WARNING,
        "Counters are read as rates, before they are added up.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    Tree.walk(
        expr,
        part -> {
          if (part instanceof BinaryExpr binary && binary.op().comparison()) {
            comparison(query, binary, reporter);
          } else if (part instanceof Call call && !call.arguments().isEmpty()) {
            call(query, call, reporter);
          }
        },
        part -> {});
  }

  private static void comparison(RuleQuery query, BinaryExpr binary, Reporter reporter) {
    Expr raw = isThreshold(binary.rhs()) ? binary.lhs() : binary.rhs();
    boolean threshold = isThreshold(binary.rhs()) || isThreshold(binary.lhs());
    if (threshold && isCounter(Exprs.bare(raw))) {
      reporter.report(
          query.span(raw.position()),
          query.slice(raw.position()) + ": a counter, which grows until its process starts anew",
          "compare rate(…[5m]) or increase(…[1h]) of it");
    }
  }

  /** A number other than 0: whether a counter has counted at all is a fair question. */
  private static boolean isThreshold(Expr expr) {
    return Exprs.bare(expr) instanceof NumberLiteral number && number.value() != 0;
  }

  private static void call(RuleQuery query, Call call, Reporter reporter) {
    Expr range = call.arguments().get(0);
    if (RATES.contains(call.function())
        && range instanceof SubqueryExpr subquery
        && Exprs.bare(subquery.expr()) instanceof AggregateExpr) {
      reporter.report(
          query.span(call.position()),
          query.slice(call.position())
              + ": a restart of one series shows as a fall of the sum, and that as growth",
          "take the " + call.function() + " first, then aggregate");
    }
    if (RATES.contains(call.function())
        && range instanceof MatrixSelector matrix
        && isNoCounter(matrix.vector())) {
      reporter.report(
          query.span(call.position()),
          query.slice(call.position()) + ": not a counter by its name, each fall counts as growth",
          "use deriv or delta for a gauge; a rate needs no rate");
    }
    if (OF_GAUGES.contains(call.function())
        && range instanceof MatrixSelector matrix
        && isCounter(matrix.vector())) {
      reporter.report(
          query.span(call.position()),
          query.slice(call.position()) + ": meant for gauges, falls where a counter starts anew",
          "use rate or increase for a counter");
    }
  }

  /** Whether the name says that it is a gauge, or already a rate. */
  private static boolean isNoCounter(VectorSelector selector) {
    String name = selector.name();
    return name != null && NO_COUNTER.matcher(name).matches();
  }

  private static boolean isCounter(Expr expr) {
    return expr instanceof VectorSelector selector
        && selector.name() != null
        && selector.name().endsWith(COUNTER);
  }
}
