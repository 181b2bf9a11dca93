package org.llmtutor.rules.dashboard;

import java.util.List;
import java.util.Optional;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlScalar;

/** Finds panels that are tied to the datasource of one Grafana. */
final class DatasourceCheck implements DashboardCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "dashboard/datasource", Severity.WARNING, "Panels take their datasource from a variable.");
  }

  @Override
  public void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter) {
    for (Dashboard.Panel panel : dashboard.panels()) {
      if (!panel.targets().isEmpty()) {
        check(panel, reporter);
      }
    }
  }

  private static void check(Dashboard.Panel panel, Reporter reporter) {
    Optional<YamlScalar> own = uid(panel.node());
    if (own.isPresent()) {
      check(own.get(), reporter);
    } else if (!panel.targets().stream().allMatch(target -> uid(target).isPresent())) {
      reporter.report(
          panel.node().span(),
          Quoted.of(panel.title()) + ": no datasource, so that it shows whatever is the default",
          "set its uid to a variable, such as ${datasource}");
    }
    panel.targets().forEach(target -> uid(target).ifPresent(uid -> check(uid, reporter)));
  }

  private static Optional<YamlScalar> uid(YamlMapping node) {
    return Json.mapping(node, "datasource")
        .flatMap(source -> Json.scalar(source, "uid"))
        .or(() -> Json.scalar(node, "datasource"));
  }

  /** Variables begin with a dollar, what Grafana itself offers with two hyphens or underscores. */
  private static void check(YamlScalar uid, Reporter reporter) {
    String value = uid.value();
    if (!value.startsWith("$")
        && !value.startsWith("-- ")
        && !value.startsWith("__")
        && !value.equals("grafana")) {
      reporter.report(
          uid.span(),
          Quoted.of(value) + ": a datasource of one Grafana only",
          "use a variable of type datasource, such as ${datasource}");
    }
  }
}
