package org.llmtutor.cli.cost;

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
    HttpRequest request =
        HttpRequest.get(service.at("/api/ops/costs", query.parameters()), service.authorization());
    try (HttpReply reply = http.send(request)) {
      return reply.json();
    }
  }
}
