package org.llmtutor.rules.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmtutor.rules.check.RuleChecker;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;

class AlertsTest {

  @Test
  void haveNoProblem() {
    List<Problem> problems = new ArrayList<>();
    ruleFiles(problems).forEach(file -> RuleChecker.all().check(file, problems::add));
    assertThat(problems).isEmpty();
  }

  @Test
  void haveOneRunbookEach() {
    Set<String> runbooks =
        Shipped.files("docs/runbooks", ".md").stream()
            .map(path -> path.getFileName().toString().replace(".md", ""))
            .filter(name -> !name.equals("README"))
            .collect(Collectors.toSet());
    assertThat(alerts().map(alert -> alert.name().value()))
        .containsExactlyInAnyOrderElementsOf(runbooks);
  }

  @Test
  void linkToTheirRunbookWhichStatesTheirSeverity() {
    alerts()
        .forEach(
            alert -> {
              String name = alert.name().value();
              String url = alert.annotation("runbook_url").orElseThrow().value().value();
              assertThat(url).isEqualTo("docs/runbooks/" + name + ".md");
              assertThat(Shipped.source(Shipped.ROOT.resolve(url)).text())
                  .startsWith("# " + name + "\n")
                  .contains("Severity: " + alert.label("severity").orElseThrow().value().value())
                  .contains("## Meaning", "## Impact", "## What to look at")
                  .contains("## How to fix it", "## How to silence it", "alertname=" + name);
            });
  }

  @Test
  void areEachMadeToFireByAUnitTest() {
    Set<String> fired = new TreeSet<>();
    for (Path path : Shipped.files("alerts/tests", ".yml")) {
      for (YamlNode test : Shipped.list(Shipped.document(path), "tests")) {
        if (((YamlMapping) test).has("alert_rule_test")) {
          for (YamlNode expected : Shipped.list(test, "alert_rule_test")) {
            if (!Shipped.list(expected, "exp_alerts").isEmpty()) {
              fired.add(Shipped.text(expected, "alertname"));
            }
          }
        }
      }
    }
    assertThat(alerts().map(alert -> alert.name().value()))
        .containsExactlyInAnyOrderElementsOf(fired);
  }

  @Test
  void haveTestsOfRuleFilesThatExist() {
    for (Path path : Shipped.files("alerts/tests", ".yml")) {
      for (YamlNode file : Shipped.list(Shipped.document(path), "rule_files")) {
        Path named = path.resolveSibling(Shipped.text(file)).normalize();
        assertThat(Files.exists(named)).as(named.toString()).isTrue();
      }
    }
  }

  @Test
  void useOnlyMetricsThatTheServicePromises() {
    List<Rule> rules = ruleFiles(new ArrayList<>()).stream().flatMap(RuleFile::rules).toList();
    Set<String> recorded =
        rules.stream()
            .filter(RecordingRule.class::isInstance)
            .map(rule -> rule.name().value())
            .collect(Collectors.toSet());
    for (Rule rule : rules) {
      assertThat(MetricContract.metricsIn(rule.expr().value()))
          .as(rule.name().value())
          .isNotEmpty()
          .allMatch(name -> MetricContract.promises(name) || recorded.contains(name));
    }
  }

  private static Stream<AlertingRule> alerts() {
    return ruleFiles(new ArrayList<>()).stream().flatMap(RuleFile::alerts);
  }

  private static List<RuleFile> ruleFiles(List<Problem> problems) {
    return Shipped.files("alerts", ".yml").stream()
        .map(path -> new RuleFileReader().read(Shipped.source(path), problems::add))
        .filter(file -> file.kind() == RuleFile.Kind.RULES)
        .toList();
  }
}
