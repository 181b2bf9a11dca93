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
import org.llmtutor.rules.check.SettingsReader;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.query.CheckSettings;
import org.llmtutor.rules.test.Coverage;
import org.llmtutor.rules.test.UnitTestFile;
import org.llmtutor.rules.test.UnitTestReader;
import org.llmtutor.rules.test.UnitTestRunner;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlScalar;

class AlertsTest {

  private static final UnitTestRunner.Options PROJECTS_OWN =
      new UnitTestRunner.Options(false, true);
  private static final String ALWAYS_FIRES = "Watchdog";

  @Test
  void haveNoProblemBySettingsOfTheProject() {
    List<Problem> problems = new ArrayList<>();
    CheckSettings settings =
        SettingsReader.read(
            Shipped.source(Shipped.ROOT.resolve(".monitorctl.yml")),
            RuleChecker::catalogue,
            problems::add);
    RuleChecker checker = RuleChecker.only(id -> true, settings);
    List<RuleFile> files = ruleFiles(problems);
    files.forEach(file -> checker.check(file, problems::add));
    checker.checkTogether(files, problems::add);
    assertThat(settings.requiredAnnotations()).contains("runbook_url", "dashboard_url");
    assertThat(problems).isEmpty();
  }

  @Test
  void haveOneRunbookEach() {
    Set<String> runbooks =
        Shipped.files("docs/runbooks", ".md").stream()
            .map(path -> path.getFileName().toString().replace(".md", ""))
            .filter(name -> !name.equals("README"))
            .collect(Collectors.toSet());
    assertThat(names()).containsExactlyInAnyOrderElementsOf(runbooks);
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
  void areEachExpectedToFireByAUnitTest() {
    assertThat(expectations(false)).containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void areEachExpectedNotToFireByAUnitTestButForTheOneThatAlwaysFires() {
    assertThat(expectations(true))
        .containsExactlyInAnyOrderElementsOf(
            names().stream().filter(name -> !name.equals(ALWAYS_FIRES)).toList());
  }

  @Test
  void passTheirUnitTestsWhichReachEveryBranchOfEveryRule() {
    Coverage coverage = new Coverage();
    for (Path path : Shipped.files("alerts/tests", ".yml")) {
      List<Problem> problems = new ArrayList<>();
      UnitTestFile file =
          new UnitTestReader().read(Shipped.source(path), problems::add).orElseThrow();
      List<RuleFile> rules = file.ruleFiles().stream().map(name -> under(path, name)).toList();
      UnitTestRunner runner = new UnitTestRunner(file, rules, PROJECTS_OWN, coverage);
      assertThat(file.tests().stream().map(runner::run))
          .allSatisfy(result -> assertThat(result.failures()).isEmpty());
      assertThat(problems).isEmpty();
    }
    assertThat(coverage.rules())
        .hasSize((int) ruleFiles(new ArrayList<>()).stream().flatMap(RuleFile::rules).count())
        .flatMap(Coverage.Covered::branches)
        .allMatch(Coverage.Branch::reached);
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
  void areEachDrawnByThePanelTheyLinkTo() {
    alerts()
        .forEach(
            alert -> {
              Panel panel = panel(alert);
              assertThat(panel.description()).contains(alert.name().value());
              assertThat(panel.metrics())
                  .as(alert.name().value())
                  .containsAnyElementsOf(metricsOf(alert));
            });
  }

  /** A panel of a dashboard. */
  private record Panel(String description, Set<String> metrics) {}

  private static Panel panel(AlertingRule alert) {
    String url = alert.annotation("dashboard_url").orElseThrow().value().value();
    String[] parts = url.split("/|\\?viewPanel=", -1);
    YamlNode panel =
        Shipped.files("grafana-dashboards", ".json").stream()
            .map(Shipped::document)
            .filter(dashboard -> Shipped.text(dashboard, "uid").equals(parts[1]))
            .flatMap(dashboard -> Shipped.list(dashboard, "panels").stream())
            .filter(each -> Shipped.text(each, "id").equals(parts[2]))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no panel " + url));
    return new Panel(
        Shipped.text(panel, "description"),
        Shipped.list(panel, "targets").stream()
            .flatMap(target -> MetricNames.in(Shipped.text(target, "expr")).stream())
            .collect(Collectors.toSet()));
  }

  /**
   * What an alert reads; an alert without a metric is drawn as the series that Prometheus makes.
   */
  private static Set<String> metricsOf(AlertingRule alert) {
    Set<String> read = new TreeSet<>(MetricNames.in(alert.expr().value()));
    if (read.isEmpty()) {
      read.add("ALERTS");
    }
    ruleFiles(new ArrayList<>()).stream()
        .flatMap(RuleFile::rules)
        .filter(RecordingRule.class::isInstance)
        .filter(rule -> read.contains(rule.name().value()))
        .map(rule -> MetricNames.in(rule.expr().value()))
        .toList()
        .forEach(read::addAll);
    return read;
  }

  private static Set<String> expectations(boolean quiet) {
    Set<String> names = new TreeSet<>();
    for (Path path : Shipped.files("alerts/tests", ".yml")) {
      for (YamlNode test : Shipped.list(Shipped.document(path), "tests")) {
        if (((YamlMapping) test).has("alert_rule_test")) {
          for (YamlNode expected : Shipped.list(test, "alert_rule_test")) {
            if (Shipped.list(expected, "exp_alerts").isEmpty() == quiet) {
              names.add(Shipped.text(expected, "alertname"));
            }
          }
        }
      }
    }
    return names;
  }

  private static RuleFile under(Path test, YamlScalar name) {
    Path path = test.resolveSibling(name.value()).normalize();
    return new RuleFileReader()
        .read(
            Shipped.source(path),
            problem -> {
              throw new AssertionError(problem);
            });
  }

  private static List<String> names() {
    return alerts().map(alert -> alert.name().value()).toList();
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
