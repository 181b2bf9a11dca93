package org.llmtutor.rules.check;

import java.util.List;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds fields of alerts on recording rules. */
final class RecordingFieldsCheck implements RuleCheck {

  private static final List<String> OF_ALERTS = List.of("for", "keep_firing_for", "annotations");

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/recording-fields",
        Severity.ERROR,
        "Recording rules have no for, keep_firing_for or annotations.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.rules()
        .filter(RecordingRule.class::isInstance)
        .forEach(
            rule ->
                OF_ALERTS.stream()
                    .flatMap(field -> rule.node().entry(field).stream())
                    .forEach(
                        entry ->
                            reporter.report(
                                entry.key().span(),
                                Quoted.of(entry.key().value()) + ": only alerts have this field",
                                "remove it, or write alert: instead of record:")));
  }
}
