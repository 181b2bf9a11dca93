package org.llmtutor.rules.metrics;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.QueryCheck;
import org.llmtutor.rules.query.RuleQuery;

/** Finds labels that no series of a metric has. */
final class LabelNameCheck implements QueryCheck {

  private final MetricsSnapshot metrics;

  LabelNameCheck(MetricsSnapshot metrics) {
    this.metrics = metrics;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo("promql/label", Severity.WARNING, "The labels of a rule exist.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    for (VectorSelector selector : Selectors.named(expr)) {
      if (metrics.onPage(Selectors.name(selector))) {
        selector(query, selector, reporter);
      }
    }
    Tree.walk(
        expr,
        part -> {
          if (part instanceof AggregateExpr aggregate && !aggregate.without()) {
            grouping(query, aggregate, reporter);
          }
        },
        part -> {});
  }

  private void selector(RuleQuery query, VectorSelector selector, Reporter reporter) {
    Set<String> labels = metrics.labels(Selectors.name(selector));
    for (LabelMatcher matcher : selector.matchers()) {
      String label = matcher.name();
      boolean mayBeMissing = matcher.matches(Labels.EMPTY);
      if (!label.equals("__name__") && !mayBeMissing && !labels.contains(label)) {
        reporter.report(
            query.span(selector.position()),
            Quoted.of(label) + ": no series of " + selector.name() + " has this label",
            DidYouMean.remedy(label, labels, "it has " + String.join(", ", labels)));
      }
    }
  }

  private void grouping(RuleQuery query, AggregateExpr aggregate, Reporter reporter) {
    List<VectorSelector> inner = Selectors.named(aggregate.expr());
    if (inner.isEmpty()
        || makesLabels(aggregate.expr())
        || !inner.stream().allMatch(selector -> metrics.onPage(Selectors.name(selector)))) {
      return;
    }
    Set<String> labels = new TreeSet<>();
    inner.forEach(selector -> labels.addAll(metrics.labels(Selectors.name(selector))));
    for (String label : aggregate.grouping()) {
      if (!labels.contains(label)) {
        reporter.report(
            query.span(aggregate.position()),
            Quoted.of(label) + ": none of the series it groups has this label",
            DidYouMean.remedy(label, labels, "they have " + String.join(", ", labels)));
      }
    }
  }

  private static boolean makesLabels(Expr expr) {
    boolean[] found = {false};
    Tree.walk(
        expr,
        part ->
            found[0] |=
                (part instanceof Call call
                        && (call.function().startsWith("label_")
                            || call.function().equals("info")
                            || call.function().equals("vector")))
                    || (part instanceof AggregateExpr inner
                        && inner.op() == AggregateOp.COUNT_VALUES),
        part -> {});
    return found[0];
  }
}
