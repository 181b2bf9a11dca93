package org.llmtutor.rules.check;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.YamlScalar;

/** Finds durations that Prometheus cannot read. */
final class DurationCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/duration",
        Severity.ERROR,
        "for, keep_firing_for, interval and query_offset are Prometheus durations.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.groups().forEach(group -> group.field("interval").ifPresent(d -> one(d, reporter)));
    file.groups().forEach(group -> group.field("query_offset").ifPresent(d -> one(d, reporter)));
    file.alerts().forEach(alert -> alert(alert, reporter));
  }

  private static void alert(AlertingRule alert, Reporter reporter) {
    one(alert.forDuration(), reporter);
    one(alert.keepFiringFor(), reporter);
  }

  private static void one(@Nullable YamlScalar duration, Reporter reporter) {
    if (duration == null) {
      return;
    }
    try {
      PromDuration.parse(duration.value());
    } catch (PromqlException e) {
      reporter.report(duration.span(), Quoted.plain(e.problem()), e.remedy());
    }
  }
}
