package org.llmtutor.rules.query;

import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Quoted;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds regular expressions that match one text only, and anchors that are there anyway. */
public final class RegexpCheck implements QueryCheck {

  private static final String SPECIAL = "\\.+*?()|[]{}^$";

  /** For the list of checks. */
  public RegexpCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "promql/regexp",
        Severity.WARNING,
        "Regular expressions are needed and not anchored twice.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    Tree.walk(
        expr,
        part -> {
          if (part instanceof VectorSelector selector) {
            selector.matchers().forEach(matcher -> check(query, selector, matcher, reporter));
          }
        },
        part -> {});
  }

  private static void check(
      RuleQuery query, VectorSelector selector, LabelMatcher matcher, Reporter reporter) {
    boolean negative = matcher.type() == LabelMatcher.Type.NOT_REGEX;
    if (!negative && matcher.type() != LabelMatcher.Type.REGEX) {
      return;
    }
    String value = matcher.value();
    String written = matcher.name() + matcher.type().symbol() + Quoted.of(value);
    if (value.startsWith("^") || (value.endsWith("$") && !value.endsWith("\\$"))) {
      reporter.report(
          query.span(selector.position()),
          written + ": anchored twice, Prometheus matches whole values",
          "leave ^ and $ out");
    } else if (value.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
      reporter.report(
          query.span(selector.position()),
          written + ": matches one text only",
          "write " + matcher.name() + (negative ? "!=" : "=") + Quoted.of(value));
    }
  }
}
