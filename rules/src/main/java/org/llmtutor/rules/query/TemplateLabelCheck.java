package org.llmtutor.rules.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.TextField;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds labels in an alert's texts that its series cannot have. */
public final class TemplateLabelCheck implements QueryCheck {

  private static final Pattern LABEL =
      Pattern.compile("\\$labels\\.([a-zA-Z_][a-zA-Z0-9_]*)|index\\s+\\$labels\\s+\"([^\"]+)\"");

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
    Matcher matcher = LABEL.matcher(text.value().value());
    while (matcher.find()) {
      String label = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      if (!labels.can(label)) {
        reporter.report(
            query.span(text.value(), matcher.start(), matcher.end()),
            matcher.group() + ": always empty, " + reason(labels),
            labels.open() || labels.names().isEmpty()
                ? "keep the label in the expression, or leave it out here"
                : "use one of them, or keep " + label + " in the expression");
      }
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
