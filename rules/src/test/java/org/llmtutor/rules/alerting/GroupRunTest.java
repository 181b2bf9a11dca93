package org.llmtutor.rules.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.SourceText;

class GroupRunTest {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final Labels HEAT = Labels.of("__name__", "heat");

  private final SampleStore store = new SampleStore();
  private final RuleQueries queries = new RuleQueries(new Engine(EngineOptions.DEFAULTS), store);

  @Test
  void alertsOfUnchangedRulesSurviveAnotherReading() {
    GroupRun before = group("  - {alert: Hot, expr: heat > 50, for: 1m}");
    at(before, 0, 60);
    GroupRun after = group("  - {alert: Hot, expr: heat > 55, for: 1m}");
    after.adopt(before);
    at(after, 60, 60);
    assertThat(alerts(after))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.state()).isEqualTo(ActiveAlert.State.FIRING);
              assertThat(alert.activeAt()).isEqualTo(START);
            });
  }

  @Test
  void aRuleWithOtherLabelsIsAnotherRule() {
    GroupRun before = group("  - {alert: Hot, expr: heat > 50, labels: {severity: page}}");
    at(before, 0, 60);
    GroupRun after = group("  - {alert: Hot, expr: heat > 50, labels: {severity: ticket}}");
    after.adopt(before);
    assertThat(alerts(after)).isEmpty();
    at(after, 60, 60);
    assertThat(last("ALERTS", "page")).isEqualTo(Double.doubleToRawLongBits(Samples.STALE));
    assertThat(last("ALERTS", "ticket")).isEqualTo(Double.doubleToRawLongBits(1));
  }

  @Test
  void aGroupThatEndsMarksWhatItRecordedAsStale() {
    GroupRun group = group("  - {alert: Hot, expr: heat > 50, labels: {severity: page}}");
    at(group, 0, 60);
    group.end(store, START.plusSeconds(60));
    assertThat(last("ALERTS", "page")).isEqualTo(Double.doubleToRawLongBits(Samples.STALE));
  }

  @Test
  void tellsHowEachRuleWent() {
    GroupRun group =
        group("  - {record: a, expr: heat}", "  - {record: a2, expr: 'heat * on() up'}");
    assertThat(group.health(group.rules().get(0))).isEqualTo(RuleHealth.UNKNOWN);
    store.append(Labels.of("__name__", "up", "job", "a"), START.toEpochMilli(), 1, null);
    store.append(Labels.of("__name__", "up", "job", "b"), START.toEpochMilli(), 1, null);
    at(group, 0, 60);
    assertThat(group.health(group.rules().get(0)))
        .satisfies(
            health -> {
              assertThat(health.error()).isNull();
              assertThat(health.at()).isEqualTo(START);
              assertThat(health.took()).isGreaterThan(Duration.ZERO);
            });
    assertThat(group.health(group.rules().get(1)).error()).contains("many");
  }

  private void at(GroupRun group, int seconds, double heat) {
    Instant time = START.plusSeconds(seconds);
    store.append(HEAT, time.toEpochMilli(), heat, null);
    List<RuleFailure> unused = group.evaluate(queries, store, time);
  }

  private static List<ActiveAlert> alerts(GroupRun group) {
    return ((AlertingRun) group.rules().get(0)).alerts();
  }

  private long last(String name, String severity) {
    List<LabelMatcher> matchers =
        List.of(
            new LabelMatcher("__name__", LabelMatcher.Type.EQUAL, name),
            new LabelMatcher("severity", LabelMatcher.Type.EQUAL, severity));
    List<Series> found = store.select(START, START.plusSeconds(3600), matchers);
    Samples samples = found.get(0).samples();
    return Double.doubleToRawLongBits(samples.valueAt(samples.length() - 1));
  }

  private static GroupRun group(String... rules) {
    String text = "groups:\n- name: g\n  rules:\n" + String.join("\n", rules) + "\n";
    return GroupRun.of(
        new RuleFileReader()
            .read(new SourceText("test.yml", text), problem -> {})
            .groups()
            .findFirst()
            .orElseThrow(),
        Surroundings.NONE);
  }
}
