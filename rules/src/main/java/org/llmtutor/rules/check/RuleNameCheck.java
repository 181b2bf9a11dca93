package org.llmtutor.rules.check;

import org.llmtutor.promql.model.MetricNames;
import org.llmtutor.promql.model.NameScheme;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds alerts without a name and recorded metrics that cannot be called so. */
final class RuleNameCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/name", Severity.ERROR, "Alerts have names and recorded metrics valid ones.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.rules().forEach(rule -> one(rule, reporter));
  }

  private static void one(Rule rule, Reporter reporter) {
    if (rule.name().value().isBlank()) {
      String field = rule instanceof AlertingRule ? "alert" : "record";
      reporter.report(
          rule.name().span(), "'': a rule without a name", "write it after " + field + ":");
    } else if (rule instanceof RecordingRule) {
      metric(rule, reporter);
    } else {
      alert(rule, reporter);
    }
  }

  private static void metric(Rule rule, Reporter reporter) {
    String name = rule.name().value();
    if (!MetricNames.isValid(name, NameScheme.UTF8)
        || name.indexOf('{') >= 0
        || name.indexOf('}') >= 0) {
      reporter.report(
          rule.name().span(),
          Quoted.of(name) + ": not a metric name",
          "use letters, digits, _ and : only, such as job:http_requests:rate5m; labels go under labels:");
    } else if (!MetricNames.isValid(name, NameScheme.CLASSIC)) {
      reporter.report(
          Severity.WARNING,
          rule.name().span(),
          Quoted.of(name) + ": a metric name only Prometheus 3 and newer accept",
          "use letters, digits, _ and : only");
    }
  }

  private static void alert(Rule rule, Reporter reporter) {
    String name = rule.name().value();
    if (!name.strip().equals(name)) {
      reporter.report(
          Severity.WARNING,
          rule.name().span(),
          Quoted.of(name) + ": white space around the alert's name",
          "remove it, or silences and routes will not match");
    }
  }
}
