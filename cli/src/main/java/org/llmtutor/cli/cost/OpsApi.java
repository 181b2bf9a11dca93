package org.llmtutor.cli.cost;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;

/** The service's routes for operators. */
final class OpsApi {

  private final Target service;
  private final HttpCaller http;

  OpsApi(Target service, HttpCaller http) {
    this.service = service;
    this.http = http;
  }

  /** The report as the service sent it. */
  JsonObject costReport(CostQuery query) {
    return get("/api/ops/costs", query.parameters());
  }

  /** What this month will have cost, as the service sent it. */
  JsonObject forecast() {
    return get("/api/ops/costs/forecast", Map.of());
  }

  /** What the budgets hold, as the service sent it. */
  JsonObject budgets() {
    return get("/api/ops/budgets", Map.of());
  }

  private JsonObject get(String path, Map<String, String> parameters) {
    HttpRequest request = HttpRequest.get(service.at(path, parameters), service.authorization());
    return send(request);
  }

  /** What the current budget windows hold; null leaves to the service how many. */
  JsonObject budgets(@Nullable Integer top) {
    Map<String, String> query = top == null ? Map.of() : Map.of("top", top.toString());
    return get("/api/ops/budgets", query);
  }

  /** All budget windows of one scope. */
  JsonObject budgets(BudgetScope scope) {
    return send(HttpRequest.get(at(scope), service.authorization()));
  }

  /**
   * The id of the learner with a pseudonym.
   *
   * @param pseudonym of letters and digits alone
   */
  String learner(String pseudonym) {
    return get("/api/ops/learners/" + pseudonym, Map.of()).text("id");
  }

  /** The limits that operators have set for one scope. */
  JsonObject limits(BudgetScope scope) {
    return send(
        HttpRequest.get(
            service.at("/api/ops/budgets/" + scope.path() + "/limits"), service.authorization()));
  }

  /** Sets limits instead of those set before. */
  JsonObject setLimits(BudgetScope scope, String json) {
    return send(HttpRequest.put(at(scope), service.authorization(), json));
  }

  /** Goes back to the configured limits. */
  JsonObject clearLimits(BudgetScope scope) {
    return send(HttpRequest.delete(at(scope), service.authorization()));
  }

  private URI at(BudgetScope scope) {
    return service.at("/api/ops/budgets/" + scope.path());
  }

  private JsonObject send(HttpRequest request) {
    try (HttpReply reply = http.send(request)) {
      return reply.json();
    }
  }
}
