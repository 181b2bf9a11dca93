package org.llmtutor.rules.dashboard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds dashboards that have the uid or the title of another one. */
final class UidCheck {

  static final CheckInfo INFO =
      new CheckInfo("dashboard/uid", Severity.ERROR, "No two dashboards have the same uid.");

  private UidCheck() {}

  static void check(List<Dashboard> dashboards, Function<Dashboard, Reporter> reporters) {
    Map<String, Dashboard> seen = new HashMap<>();
    for (Dashboard dashboard : dashboards) {
      Json.scalar(dashboard.root(), "uid")
          .filter(uid -> !uid.value().isBlank())
          .ifPresent(
              uid -> {
                Dashboard first = seen.putIfAbsent(uid.value(), dashboard);
                if (first != null) {
                  reporters
                      .apply(dashboard)
                      .report(
                          uid.span(),
                          Quoted.of(uid.value())
                              + ": also the uid of "
                              + first.source().name()
                              + ", Grafana keeps one of them",
                          "give one of them another");
                }
              });
    }
  }
}
