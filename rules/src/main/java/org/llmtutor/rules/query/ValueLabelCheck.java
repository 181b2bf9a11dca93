package org.llmtutor.rules.query;

import org.llmtutor.promql.ast.Expr;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.TextField;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.template.Template;
import org.llmtutor.rules.template.TemplateException;

/** Finds labels made of an alert's value, with which each new value is a new alert. */
public final class ValueLabelCheck implements QueryCheck {

  /** For the list of checks. */
  public ValueLabelCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "alert/value-label", Severity.WARNING, "Labels do not depend on an alert's value.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    if (query.rule() instanceof AlertingRule alert) {
      alert.labels().forEach(label -> check(query, label, reporter));
    }
  }

  private static void check(RuleQuery query, TextField label, Reporter reporter) {
    String text = label.value().value();
    if (!text.contains("{{")) {
      return;
    }
    try {
      for (Template.Use use : Template.parse(text).values()) {
        reporter.report(
            query.span(label.value(), use.from(), use.to()),
            Quoted.of(label.name().value())
                + ": changes with the value, and each change is a new alert that waits anew",
            "put the value into an annotation");
      }
    } catch (TemplateException e) {
      return; // another check says so
    }
  }
}
