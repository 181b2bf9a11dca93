package org.llmtutor.rules.query;

import org.llmtutor.promql.ast.Expr;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds alerts without the labels and annotations that the project requires. */
public final class RequiredCheck implements QueryCheck {

  /** For the list of checks. */
  public RequiredCheck() {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "alert/required", Severity.WARNING, "Alerts have what the settings require.");
  }

  @Override
  public void check(RuleQuery query, Expr expr, Reporter reporter) {
    if (!(query.rule() instanceof AlertingRule alert)) {
      return;
    }
    for (String label : query.settings().requiredLabels()) {
      boolean inGroup =
          query.group().labels().stream().anyMatch(one -> one.name().value().equals(label));
      if (alert.label(label).isEmpty() && !inGroup) {
        report(alert, "label", label, reporter);
      }
    }
    for (String annotation : query.settings().requiredAnnotations()) {
      if (alert.annotation(annotation).isEmpty()) {
        report(alert, "annotation", annotation, reporter);
      }
    }
  }

  private static void report(AlertingRule alert, String what, String name, Reporter reporter) {
    reporter.report(
        alert.name().span(),
        Quoted.of(alert.name().value()) + ": has no " + what + " " + Quoted.of(name),
        "add " + name + ": under " + what + "s:");
  }
}
