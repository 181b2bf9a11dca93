package org.llmtutor.service.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.print.Printer;
import org.llmtutor.rules.alerting.ActiveAlert;
import org.llmtutor.rules.alerting.AlertingRun;
import org.llmtutor.rules.alerting.GroupRun;
import org.llmtutor.rules.alerting.RuleHealth;
import org.llmtutor.rules.alerting.RuleRun;

/**
 * A rule group after an evaluation, for other threads to look at. Immutable.
 *
 * @param source its file and name
 * @param interval how often it is evaluated
 * @param limit how many series or alerts a rule may give; 0 for any number
 * @param rules its rules, in order
 * @param evaluated for which time it was evaluated last; null before the first
 * @param took how long that took
 */
record GroupView(
    RuleSource source,
    Duration interval,
    int limit,
    List<Rule> rules,
    @Nullable Instant evaluated,
    Duration took) {

  GroupView {
    rules = List.copyOf(rules);
  }

  /**
   * One rule.
   *
   * @param alerting whether it is an alert; else it records
   * @param annotations as written, with their templates
   * @param alerts those that wait, fire, or ended a short while ago
   */
  record Rule(
      boolean alerting,
      String name,
      String query,
      Map<String, String> labels,
      Map<String, String> annotations,
      Duration holdFor,
      Duration keepFiringFor,
      List<ActiveAlert> alerts,
      RuleHealth health) {

    Rule {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
      alerts = List.copyOf(alerts);
    }

    /** The alerts that wait or fire. */
    List<ActiveAlert> active() {
      return alerts.stream().filter(a -> a.state() != ActiveAlert.State.INACTIVE).toList();
    }

    /** {@code firing} when any alert fires, else {@code pending} or {@code inactive}. */
    String state() {
      List<ActiveAlert> active = active();
      boolean firing = active.stream().anyMatch(a -> a.state() == ActiveAlert.State.FIRING);
      return firing ? "firing" : active.isEmpty() ? "inactive" : "pending";
    }

    private static Rule of(RuleRun run, RuleHealth health) {
      String name = run.rule().name().value();
      String query = Printer.print(run.expr());
      if (run instanceof AlertingRun alert) {
        Map<String, String> annotations = new LinkedHashMap<>();
        alert
            .rule()
            .annotations()
            .forEach(text -> annotations.put(text.name().value(), text.value().value()));
        return new Rule(
            true,
            name,
            query,
            run.labels(),
            annotations,
            alert.holdFor(),
            alert.keepFiringFor(),
            alert.alerts(),
            health);
      }
      return new Rule(
          false,
          name,
          query,
          run.labels(),
          Map.of(),
          Duration.ZERO,
          Duration.ZERO,
          List.of(),
          health);
    }
  }

  /** What {@code run} is now. */
  static GroupView of(
      RuleSource source,
      Duration interval,
      GroupRun run,
      @Nullable Instant evaluated,
      Duration took) {
    List<Rule> rules = new ArrayList<>();
    run.rules().forEach(rule -> rules.add(Rule.of(rule, run.health(rule))));
    return new GroupView(source, interval, run.limit(), rules, evaluated, took);
  }

  /** All alerts of all rules, those that ended a short while ago among them. */
  List<ActiveAlert> alerts() {
    return rules.stream().flatMap(rule -> rule.alerts().stream()).toList();
  }
}
