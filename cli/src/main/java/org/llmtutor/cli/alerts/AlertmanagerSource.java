package org.llmtutor.cli.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;

/** An Alertmanager, which knows of what fires and of what is kept quiet. */
final class AlertmanagerSource implements AlertSource {

  private final Target target;
  private final HttpCaller http;

  AlertmanagerSource(Target target, HttpCaller http) {
    this.target = target;
    this.http = http;
  }

  @Override
  public String url() {
    return target.base().toString();
  }

  @Override
  public List<Alert> alerts() {
    HttpRequest request = HttpRequest.get(target.at("/api/v2/alerts"), target.authorization());
    try (HttpReply reply = http.send(request)) {
      if (reply.status() == 404) {
        throw CliException.failed(
            request.shown()
                + ": 404 not found; no Alertmanager there, check --alertmanager (a Prometheus is"
                + " named with --prometheus)");
      }
      return reply.jsonObjects().stream().map(AlertmanagerSource::alert).toList();
    }
  }

  private static Alert alert(JsonObject alert) {
    JsonObject status = alert.object("status");
    List<String> silenced = status.texts("silencedBy");
    List<String> inhibited = status.texts("inhibitedBy");
    boolean suppressed = status.text("state").equals("suppressed");
    return new Alert(
        !suppressed
            ? Alert.State.firing
            : silenced.isEmpty() ? Alert.State.inhibited : Alert.State.silenced,
        AlertSource.texts(alert, "labels"),
        AlertSource.texts(alert, "annotations"),
        AlertSource.time(alert, "startsAt"),
        "",
        silenced,
        new ArrayList<>(inhibited));
  }

  @Override
  public Optional<List<RuleHealth>> rules() {
    return Optional.empty();
  }
}
