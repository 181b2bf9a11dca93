package org.llmtutor.rules.dashboard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.YamlMapping;

/** Finds panels of numbers that do not say what the numbers count. */
final class UnitCheck implements DashboardCheck {

  private static final Set<String> OF_NUMBERS =
      Set.of("timeseries", "stat", "gauge", "bargauge", "heatmap", "barchart", "piechart");

  @Override
  public CheckInfo info() {
    return new CheckInfo("dashboard/unit", Severity.WARNING, "Panels of numbers have a unit.");
  }

  @Override
  public void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter) {
    for (Dashboard.Panel panel : dashboard.panels()) {
      if (OF_NUMBERS.contains(panel.type())
          && !panel.targets().isEmpty()
          && !hasUnit(panel.node())) {
        reporter.report(
            panel.node().span(),
            Quoted.of(panel.title()) + ": no unit",
            "set fieldConfig.defaults.unit, to short for plain numbers");
      }
    }
  }

  private static boolean hasUnit(YamlMapping panel) {
    Optional<YamlMapping> config = Json.mapping(panel, "fieldConfig");
    boolean ofAll =
        config
            .flatMap(fields -> Json.mapping(fields, "defaults"))
            .filter(defaults -> !Json.string(defaults, "unit").isBlank())
            .isPresent();
    return ofAll
        || config.stream()
            .flatMap(fields -> Json.mappings(fields, "overrides").stream())
            .flatMap(override -> Json.mappings(override, "properties").stream())
            .anyMatch(property -> Json.string(property, "id").equals("unit"))
        || isHeatmapWithUnit(panel);
  }

  /** A heatmap of buckets has its unit on the axis. */
  private static boolean isHeatmapWithUnit(YamlMapping panel) {
    return Json.mapping(panel, "options")
        .flatMap(options -> Json.mapping(options, "yAxis"))
        .filter(axis -> !Json.string(axis, "unit").isBlank())
        .isPresent();
  }
}
