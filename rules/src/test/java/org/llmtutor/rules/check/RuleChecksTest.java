package org.llmtutor.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;

/** What the examples on the checks' pages do not show. */
class RuleChecksTest {

  @Test
  void reportsEveryProblemOfAFileAtOnce() {
    assertThat(
            check(
                """
                groups:
                  - name: g
                    interval: 1x
                    query_offset: 2x
                    limit: "3"
                    rules:
                      - alert: A
                        record: b
                        expr: up == 0
                        for: 4x
                        keep_firing_for: 5x
                      - expr: up == 0
                      - record: sum(x)
                        expr: ""
                        for: 1m
                        labels: {__name__: y, a-b: "", __c: d}
                """))
        .containsExactly(
            "3:15 rule/duration",
            "4:19 rule/duration",
            "5:12 group/limit",
            "7:16 alert/runbook",
            "7:16 alert/severity",
            "7:16 alert/summary",
            "8:9 rule/kind",
            "10:14 rule/duration",
            "11:26 rule/duration",
            "12:9 rule/kind",
            "13:17 rule/name",
            "14:15 rule/expr",
            "15:9 rule/recording-fields",
            "16:18 rule/label",
            "16:31 rule/label",
            "16:31 rule/label",
            "16:40 rule/label");
  }

  @Test
  void knowsTheFieldsOfKubernetesAndOfPlainFiles() {
    String group = "{name: g, partial_response_strategy: warn, rules: [{record: a, expr: b}]}";
    assertThat(check("kind: PrometheusRule\nspec: {groups: [" + group + "]}\n")).isEmpty();
    assertThat(check("groups: [" + group + "]\n")).containsExactly("1:20 file/unknown-field");
  }

  @Test
  void takesASeverityFromTheGroup() {
    assertThat(
            check(
                "groups: [{name: g, labels: {severity: info}, rules: [{alert: A, expr: absent(up),"
                    + " annotations: {summary: s, runbook_url: r}}]}]"))
        .isEmpty();
  }

  @Test
  void tellsRulesOfOneNameApartByTheirLabels() {
    String rules = "groups: [{name: g, rules: [{record: a, expr: b}, %s]}]";
    assertThat(check(rules.formatted("{record: a, expr: b, labels: {x: y}}"))).isEmpty();
    assertThat(check(rules.formatted("{record: a, expr: c}")))
        .containsExactly("1:59 rule/duplicate");
    assertThat(check(rules.formatted("{record: a, expr: ' b '}"))).hasSize(1);
  }

  @Test
  void warnsOfWhatPrometheusReadsButHardlyAsMeant() {
    String yaml = "groups: [{name: g, limit: %s, rules: [{record: a, expr: b, for: %s}]}]";
    assertThat(severities(yaml.formatted("0x10", "0s")))
        .containsExactly("group/limit warning", "rule/recording-fields warning");
    assertThat(severities(yaml.formatted("1.5", "")))
        .containsExactly("group/limit warning", "rule/recording-fields warning");
    assertThat(severities(yaml.formatted("-1", "1s")))
        .containsExactly("rule/recording-fields error");
    assertThat(severities(yaml.formatted("1e30x", "x")))
        .containsExactly("group/limit error", "rule/recording-fields error");
  }

  @Test
  void pointsIntoABlockScalarForATemplate() {
    assertThat(
            check(
                """
                groups:
                  - name: g
                    rules:
                      - alert: A
                        expr: absent(up)
                        labels: {severity: info}
                        annotations:
                          runbook_url: r
                          summary: >-
                            one line
                            and {{ $value } here
                """))
        .containsExactly("11:17 rule/template");
  }

  @Test
  void isSilencedByACommentOnTheLineOrTheLineAbove() {
    assertThat(
            check(
                """
                groups:
                  - name: g
                    rules:
                      # monitorctl: disable alert/runbook,alert/summary
                      - alert: A
                        expr: up == 0
                        for: 5x # monitorctl: disable rule/duration
                      - alert: B
                        expr: absent(up)
                        labels: {severity: info} # monitorctl: disable alert/summary
                """))
        .containsExactly("5:16 alert/severity", "8:16 alert/runbook", "8:16 alert/summary");
  }

  @Test
  void saysNothingAboutAnEmptyGroupListOfABrokenFile() {
    assertThat(check("groups: [\n")).hasSize(1).allMatch(problem -> problem.contains("yaml/parse"));
  }

  private static List<String> severities(String yaml) {
    return problems(yaml).map(p -> p.id() + " " + p.severity()).toList();
  }

  private static List<String> check(String yaml) {
    return problems(yaml)
        .map(p -> p.span().line() + ":" + p.span().column() + " " + p.id())
        .toList();
  }

  private static Stream<Problem> problems(String yaml) {
    List<Problem> problems = new ArrayList<>();
    RuleFile file = new RuleFileReader().read(new SourceText("f.yml", yaml), problems::add);
    RuleChecker.all().check(file, problems::add);
    return problems.stream().sorted();
  }
}
