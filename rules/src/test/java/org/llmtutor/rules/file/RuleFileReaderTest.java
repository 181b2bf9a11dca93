package org.llmtutor.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;

class RuleFileReaderTest {

  private static final String GROUP =
      """
      groups:
        - name: g
          labels: {team: tutor}
          rules:
            - alert: A
              expr: up == 0
              for: 5m
              labels: {severity: page}
              annotations: {summary: down}
            - record: b:c
              expr: sum(c)
      """;

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void readsAlertsAndRecordingRules() {
    RuleFile file = read(GROUP);
    assertThat(file.kind()).isEqualTo(RuleFile.Kind.RULES);
    assertThat(file.rules()).extracting(rule -> rule.name().value()).containsExactly("A", "b:c");
    AlertingRule alert = file.alerts().findFirst().orElseThrow();
    assertThat(alert.expr().value()).isEqualTo("up == 0");
    assertThat(alert.forDuration()).isNotNull();
    assertThat(alert.keepFiringFor()).isNull();
    assertThat(alert.label("severity")).isPresent();
    assertThat(alert.annotation("summary")).isPresent();
    assertThat(file.groups()).allMatch(group -> group.labels().size() == 1);
  }

  @Test
  void unwrapsKubernetesObjectsAndPassesOverOthers() {
    String spec = GROUP.indent(2);
    RuleFile file =
        read(
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: x}\n"
                + "spec:\n"
                + spec
                + "---\nkind: ConfigMap\ndata: {}\n"
                + "---\nkind: List\nitems:\n  - kind: PrometheusRule\n    spec: {groups: []}\n");
    assertThat(file.sections()).hasSize(2).allMatch(RuleSection::kubernetes);
    assertThat(file.rules()).hasSize(2);
  }

  @Test
  void readsSeveralDocuments() {
    assertThat(read(GROUP + "---\n" + GROUP + "---\n").sections()).hasSize(2);
  }

  @Test
  void recognisesUnitTests() {
    assertThat(read("rule_files: [a.yml]\ntests: []\n").kind()).isEqualTo(RuleFile.Kind.UNIT_TESTS);
  }

  @Test
  void marksAFileThatBreaksOff() {
    assertThat(read("a: [\n").kind()).isEqualTo(RuleFile.Kind.BROKEN);
    assertThat(problems).hasSize(1);
  }

  @Test
  void takesWhatItCanFromWrongShapes() {
    RuleFile file =
        read(
            """
            groups:
              - text
              - name: [g]
                rules:
                  - 1
                  - alert: {a: b}
                    expr:
                    labels: [x]
            """);
    assertThat(problems).isEmpty();
    assertThat(file.rules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.name().value()).isEmpty())
        .satisfies(rule -> assertThat(rule.expr().value()).isEmpty())
        .satisfies(rule -> assertThat(rule.labels()).isEmpty());
  }

  private RuleFile read(String yaml) {
    return new RuleFileReader().read(new SourceText("f.yml", yaml), problems::add);
  }
}
