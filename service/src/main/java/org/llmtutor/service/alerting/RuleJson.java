package org.llmtutor.service.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.number.FloatText;
import org.llmtutor.rules.alerting.ActiveAlert;
import org.llmtutor.rules.alerting.RuleHealth;

/** Rules and alerts in the shapes of Prometheus' HTTP API. */
final class RuleJson {

  /** What Go writes for a time that is not set. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private RuleJson() {}

  static Map<String, Object> group(GroupView view, List<GroupView.Rule> rules, boolean withAlerts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", view.source().group());
    json.put("file", view.source().file());
    json.put("rules", rules.stream().map(rule -> rule(rule, withAlerts)).toList());
    json.put("interval", seconds(view.interval()));
    json.put("limit", view.limit());
    json.put("evaluationTime", seconds(view.took()));
    json.put("lastEvaluation", time(view.evaluated()));
    return json;
  }

  static Map<String, Object> alert(ActiveAlert alert) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("labels", alert.labels().toMap());
    json.put("annotations", new TreeMap<>(alert.annotations()));
    json.put("state", alert.state().name().toLowerCase(Locale.ROOT));
    json.put("activeAt", alert.activeAt().toString());
    Instant kept = alert.keptSince();
    if (kept != null) {
      json.put("keepFiringSince", kept.toString());
    }
    json.put("value", FloatText.format(alert.value(), 'e', FloatText.SHORTEST));
    return json;
  }

  private static Map<String, Object> rule(GroupView.Rule rule, boolean withAlerts) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (rule.alerting()) {
      json.put("state", rule.state());
    }
    json.put("name", rule.name());
    json.put("query", rule.query());
    if (rule.alerting()) {
      json.put("duration", seconds(rule.holdFor()));
      json.put("keepFiringFor", seconds(rule.keepFiringFor()));
    }
    if (rule.alerting() || !rule.labels().isEmpty()) {
      json.put("labels", new TreeMap<>(rule.labels()));
    }
    if (rule.alerting()) {
      json.put("annotations", new TreeMap<>(rule.annotations()));
      json.put(
          "alerts", withAlerts ? rule.active().stream().map(RuleJson::alert).toList() : List.of());
    }
    RuleHealth health = rule.health();
    json.put("health", health.at() == null ? "unknown" : health.error() == null ? "ok" : "err");
    if (health.error() != null) {
      json.put("lastError", health.error());
    }
    json.put("evaluationTime", seconds(health.took()));
    json.put("lastEvaluation", time(health.at()));
    json.put("type", rule.alerting() ? "alerting" : "recording");
    return json;
  }

  /** A whole number without a point, as Go writes it. */
  private static Number seconds(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    return seconds == Math.rint(seconds) ? (Number) (long) seconds : (Number) seconds;
  }

  private static String time(@Nullable Instant time) {
    return time == null ? NEVER : time.toString();
  }
}
