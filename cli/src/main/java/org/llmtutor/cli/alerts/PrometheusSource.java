package org.llmtutor.cli.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.query.PrometheusApi;

/** A server that evaluates rules: Prometheus, or the service itself. */
final class PrometheusSource implements AlertSource {

  private final Target target;
  private final PrometheusApi api;
  private List<String> warnings = List.of();

  PrometheusSource(Target target, HttpCaller http) {
    this.target = target;
    this.api = new PrometheusApi(target, http);
  }

  @Override
  public String url() {
    return target.base().toString();
  }

  @Override
  public List<Alert> alerts() {
    JsonObject reply = api.get("/api/v1/alerts", Map.of());
    if (reply.members().get("data") instanceof List<?>) {
      throw CliException.failed(
          url() + "/api/v1/alerts: an Alertmanager answers there; name it with --alertmanager");
    }
    JsonObject data = reply.object("data");
    List<Alert> alerts = new ArrayList<>();
    for (JsonObject alert : data.objects("alerts")) {
      boolean pending = alert.text("state").equals("pending");
      alerts.add(
          new Alert(
              pending ? Alert.State.pending : Alert.State.firing,
              AlertSource.texts(alert, "labels"),
              AlertSource.texts(alert, "annotations"),
              AlertSource.time(alert, "activeAt"),
              alert.optionalText("value").orElse(""),
              List.of(),
              List.of()));
    }
    return alerts;
  }

  @Override
  public Optional<List<RuleHealth>> rules() {
    Optional<JsonObject> reply = api.find("/api/v1/rules", Map.of());
    warnings = reply.map(told -> told.texts("warnings")).orElse(List.of());
    return reply.map(told -> rules(told.object("data")));
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  private static List<RuleHealth> rules(JsonObject data) {
    List<RuleHealth> rules = new ArrayList<>();
    for (JsonObject group : data.objects("groups")) {
      for (JsonObject rule : group.objects("rules")) {
        rules.add(
            new RuleHealth(
                group.text("name"),
                rule.text("name"),
                rule.optionalText("type").filter("alerting"::equals).isPresent(),
                rule.optionalText("health").orElse("unknown"),
                rule.optionalText("lastError").orElse(""),
                AlertSource.time(rule, "lastEvaluation"),
                rule.optionalNumber("evaluationTime").orElse(null)));
      }
    }
    return rules;
  }
}
