package org.llmtutor.rules.check;

import java.util.List;
import org.llmtutor.promql.model.LabelNames;
import org.llmtutor.promql.model.MetricNames;
import org.llmtutor.promql.model.NameScheme;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.TextField;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds names that labels and annotations cannot have. */
final class LabelCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/label", Severity.ERROR, "Labels and annotations have valid names that are free.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.groups().forEach(group -> labels(group.labels(), false, reporter));
    file.rules().forEach(rule -> labels(rule.labels(), rule instanceof AlertingRule, reporter));
    file.alerts()
        .flatMap(alert -> alert.annotations().stream())
        .forEach(annotation -> validName(annotation, "annotation", reporter));
  }

  private static void labels(List<TextField> labels, boolean ofAlert, Reporter reporter) {
    for (TextField label : labels) {
      String name = label.name().value();
      if (name.equals(MetricNames.LABEL)) {
        taken(Severity.ERROR, label, "holds the metric's name", reporter);
      } else if (ofAlert && name.equals("alertname")) {
        taken(Severity.WARNING, label, "is set to the alert's name", reporter);
      } else {
        validName(label, "label", reporter);
        kept(label, reporter);
      }
    }
  }

  private static void taken(Severity severity, TextField label, String why, Reporter reporter) {
    reporter.report(
        severity,
        label.name().span(),
        Quoted.of(label.name().value()) + ": this label " + why,
        "use another name");
  }

  private static void validName(TextField field, String what, Reporter reporter) {
    String name = field.name().value();
    if (!LabelNames.isValid(name, NameScheme.UTF8)) {
      reporter.report(
          field.name().span(),
          Quoted.of(name) + ": not a name for a " + what,
          "use letters, digits and _");
    } else if (!LabelNames.isValid(name, NameScheme.CLASSIC)) {
      reporter.report(
          Severity.WARNING,
          field.name().span(),
          Quoted.of(name) + ": a name only Prometheus 3 and newer accept",
          "use letters, digits and _");
    }
  }

  private static void kept(TextField label, Reporter reporter) {
    String name = label.name().value();
    if (LabelNames.isReserved(name)) {
      reporter.report(
          Severity.WARNING,
          label.name().span(),
          Quoted.of(name) + ": labels that start with __ belong to Prometheus",
          "use another name");
    }
    if (label.value().value().isEmpty()) {
      reporter.report(
          Severity.WARNING,
          label.name().span(),
          Quoted.of(name) + ": an empty label is the same as none",
          "give it a value or remove it");
    }
  }
}
