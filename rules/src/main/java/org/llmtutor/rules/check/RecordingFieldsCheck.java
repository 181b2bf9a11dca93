package org.llmtutor.rules.check;

import java.util.List;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.YamlEntry;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlScalar;

/** Finds fields of alerts on recording rules; those that say nothing are not refused. */
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
        .flatMap(rule -> OF_ALERTS.stream().flatMap(field -> rule.node().entry(field).stream()))
        .forEach(entry -> report(entry, reporter));
  }

  private static void report(YamlEntry entry, Reporter reporter) {
    reporter.report(
        saysNothing(entry.value()) ? Severity.WARNING : Severity.ERROR,
        entry.key().span(),
        Quoted.of(entry.key().value()) + ": only alerts have this field",
        "remove it, or write alert: instead of record:");
  }

  /** Whether Prometheus takes it for a field that is not there: nothing, no time, no texts. */
  private static boolean saysNothing(YamlNode value) {
    if (value instanceof YamlScalar text) {
      return text.isNull() || isZero(text.value());
    }
    return value instanceof YamlMapping mapping && mapping.entries().isEmpty();
  }

  private static boolean isZero(String text) {
    try {
      return PromDuration.parse(text).millis() == 0;
    } catch (PromqlException e) {
      return false;
    }
  }
}
