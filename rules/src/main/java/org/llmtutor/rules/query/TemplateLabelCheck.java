package org.llmtutor.rules.query;

import java.util.List;
import java.util.stream.Stream;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.TextField;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.template.Template;
import org.llmtutor.rules.template.TemplateException;

/** Finds labels in an alert's texts that its series cannot have. */
public final class TemplateLabelCheck implements QueryCheck {

  /** For the list of checks. */
  public TemplateLabelCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "alert/template-label", Severity.WARNING, "Templates use labels that the alert can have.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    if (query.rule() instanceof AlertingRule alert) {
      OutputLabels labels = LabelAnalysis.of(expr);
      Stream.concat(alert.labels().stream(), alert.annotations().stream())
          .forEach(text -> check(query, labels, text, reporter));
    }
  }

  private static void check(
      RuleQuery query, OutputLabels labels, TextField text, Reporter reporter) {
    for (Template.Use use : labelsIn(text)) {
      if (!labels.can(use.name())) {
        reporter.report(
            query.span(text.value(), use.from(), use.to()),
            text.value().value().substring(use.from(), use.to())
                + ": always empty, "
                + reason(labels),
            labels.open() || labels.names().isEmpty()
                ? "keep the label in the expression, or leave it out here"
                : "use one of them, or keep " + use.name() + " in the expression");
      }
    }
  }

  private static List<Template.Use> labelsIn(TextField text) {
    String value = text.value().value();
    if (!value.contains("{{")) {
      return List.of();
    }
    try {
      return Template.parse(value).labels();
    } catch (TemplateException e) {
      return List.of(); // another check says so
    }
  }

  private static String reason(OutputLabels labels) {
    if (labels.open()) {
      return "the expression drops it";
    }
    return labels.names().isEmpty()
        ? "the expression leaves no labels"
        : "the expression leaves only " + String.join(", ", labels.names());
  }
}
