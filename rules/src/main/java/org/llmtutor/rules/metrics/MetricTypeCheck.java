package org.llmtutor.rules.metrics;

import java.util.Set;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.QueryCheck;
import org.llmtutor.rules.query.RuleQuery;

/** Finds functions of counters on gauges and the other way round, by the page's types. */
final class MetricTypeCheck implements QueryCheck {

  private static final Set<String> OF_COUNTERS = Set.of("rate", "irate", "increase");
  private static final Set<String> OF_GAUGES = Set.of("delta", "idelta", "deriv", "predict_linear");

  private final MetricsSnapshot metrics;

  MetricTypeCheck(MetricsSnapshot metrics) {
    this.metrics = metrics;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/metric-type", Severity.WARNING, "Functions get metrics of their type.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    Tree.walk(
        expr,
        part -> {
          if (part instanceof Call call
              && !call.arguments().isEmpty()
              && call.arguments().get(0) instanceof MatrixSelector matrix
              && matrix.vector().name() != null) {
            String name = Selectors.name(matrix.vector());
            String type = metrics.type(name).orElse("");
            if (OF_COUNTERS.contains(call.function()) && type.equals("gauge")) {
              report(query, call, name, "a gauge, each fall of which counts as growth", reporter);
            } else if (OF_GAUGES.contains(call.function()) && type.equals("counter")) {
              report(query, call, name, "a counter, which falls at a restart", reporter);
            }
          }
        },
        part -> {});
  }

  private static void report(
      RuleQuery query, Call call, String name, String what, Reporter reporter) {
    reporter.report(
        query.span(call.position()),
        call.function() + " of " + Quoted.of(name) + ": " + what,
        OF_GAUGES.contains(call.function())
            ? "use rate or increase"
            : "use deriv or delta, or max_over_time");
  }
}
