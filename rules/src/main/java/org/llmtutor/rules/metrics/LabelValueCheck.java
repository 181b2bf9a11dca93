package org.llmtutor.rules.metrics;

import java.util.Set;
import java.util.stream.Collectors;
import org.llmtutor.promql.ast.Expr;
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

/** Finds values of labels that no series has. */
final class LabelValueCheck implements QueryCheck {

  private static final int SHOWN = 5;

  private final MetricsSnapshot metrics;

  LabelValueCheck(MetricsSnapshot metrics) {
    this.metrics = metrics;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/label-value", Severity.INFO, "The values that a rule asks for have been seen.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    for (VectorSelector selector : Selectors.named(expr)) {
      for (LabelMatcher matcher : selector.matchers()) {
        check(query, selector, matcher, reporter);
      }
    }
  }

  private void check(
      RuleQuery query, VectorSelector selector, LabelMatcher matcher, Reporter reporter) {
    String label = matcher.name();
    Set<String> values = metrics.values(Selectors.name(selector), label);
    boolean positive =
        matcher.type() == LabelMatcher.Type.EQUAL || matcher.type() == LabelMatcher.Type.REGEX;
    if (!positive || values.isEmpty() || matcher.matches(Labels.EMPTY)) {
      return;
    }
    if (values.stream().noneMatch(value -> matcher.matches(Labels.of(label, value)))) {
      String seen = values.stream().limit(SHOWN).map(Quoted::of).collect(Collectors.joining(", "));
      reporter.report(
          query.span(selector.position()),
          label
              + matcher.type().symbol()
              + Quoted.of(matcher.value())
              + ": no series of "
              + selector.name()
              + " has such a value "
              + metrics.when(),
          DidYouMean.remedy(
              matcher.value(), values, "seen are " + seen + (values.size() > SHOWN ? ", …" : "")));
    }
  }
}
