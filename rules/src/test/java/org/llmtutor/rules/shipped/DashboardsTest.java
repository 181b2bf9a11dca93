package org.llmtutor.rules.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.rules.yaml.YamlNode;

class DashboardsTest {

  static Stream<Path> dashboards() {
    return Shipped.files("grafana-dashboards", ".json").stream();
  }

  @Test
  void areOneForEachSubject() {
    assertThat(dashboards().map(path -> path.getFileName().toString()))
        .containsExactly(
            "database.json", "jvm.json", "learning.json", "llm-cost.json", "overview.json");
    assertThat(dashboards().map(path -> Shipped.text(Shipped.document(path), "uid")))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void letTheOperatorChooseDataSourceJobAndInstance(Path path) {
    List<YamlNode> variables = Shipped.list(Shipped.document(path), "templating", "list");
    assertThat(variables)
        .extracting(variable -> Shipped.text(variable, "name"))
        .containsExactly("datasource", "job", "instance");
    assertThat(Shipped.text(variables.get(0), "type")).isEqualTo("datasource");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void haveTitledPanelsWithIdsOfTheirOwn(Path path) {
    List<YamlNode> panels = panels(path);
    assertThat(panels).extracting(panel -> Shipped.number(panel, "id")).doesNotHaveDuplicates();
    assertThat(panels).allMatch(panel -> !Shipped.text(panel, "title").isBlank());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void haveNoPanelOverAnother(Path path) {
    Set<String> taken = new HashSet<>();
    for (YamlNode panel : panels(path)) {
      int left = Shipped.number(panel, "gridPos", "x");
      int top = Shipped.number(panel, "gridPos", "y");
      int right = left + Shipped.number(panel, "gridPos", "w");
      int bottom = top + Shipped.number(panel, "gridPos", "h");
      assertThat(right).isLessThanOrEqualTo(24);
      for (int x = left; x < right; x++) {
        for (int y = top; y < bottom; y++) {
          assertThat(taken.add(x + "," + y)).as(Shipped.text(panel, "title")).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void haveUnitsAndDescriptionsAndTheChosenDataSource(Path path) {
    for (YamlNode panel : graphs(path)) {
      assertThat(Shipped.text(panel, "fieldConfig", "defaults", "unit")).isNotBlank();
      assertThat(Shipped.text(panel, "description")).isNotBlank();
      assertThat(Shipped.text(panel, "datasource", "uid")).isEqualTo("${datasource}");
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void askForTheChosenJobAndInstances(Path path) {
    for (YamlNode panel : graphs(path)) {
      for (YamlNode target : Shipped.list(panel, "targets")) {
        String expression = Shipped.text(target, "expr");
        assertThat(MetricNames.in(expression))
            .as(expression)
            .isNotEmpty()
            .allSatisfy(name -> assertThat(expression).contains(name + chosen(name)));
      }
    }
  }

  /** Alerts and what rules record are of all instances; the alert that always fires has no job. */
  private static String chosen(String metric) {
    if (metric.equals("ALERTS")) {
      return "{";
    }
    return metric.contains(":") ? "{job=\"$job\"" : "{job=\"$job\", instance=~\"$instance\"";
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void markFiringAlertsAndLinkToThem(Path path) {
    YamlNode dashboard = Shipped.document(path);
    assertThat(Shipped.list(dashboard, "annotations", "list"))
        .extracting(annotation -> Shipped.text(annotation, "expr"))
        .containsExactly("ALERTS{job=\"$job\", alertstate=\"firing\"}");
    assertThat(Shipped.list(dashboard, "links"))
        .extracting(link -> Shipped.text(link, "title"))
        .containsExactly("Tutor", "Alerts");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void takeRatesOverTheIntervalThatGrafanaChooses(Path path) {
    for (YamlNode panel : graphs(path)) {
      for (YamlNode target : Shipped.list(panel, "targets")) {
        String expression = Shipped.text(target, "expr");
        assertThat(expression).doesNotContainPattern("rate\\([^\\[]*\\[(?!\\$__rate_interval)");
      }
    }
  }

  private static List<YamlNode> panels(Path path) {
    return Shipped.list(Shipped.document(path), "panels");
  }

  private static List<YamlNode> graphs(Path path) {
    return panels(path).stream()
        .filter(panel -> !Shipped.text(panel, "type").equals("row"))
        .toList();
  }
}
