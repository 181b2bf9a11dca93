package org.llmtutor.service.alerting;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.llmtutor.service.account.AcceptsBasic;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.history.api.PrometheusReply;
import org.llmtutor.service.http.Summary;

/** What waits and fires, as Prometheus' own HTTP API tells it. */
@Timed
@AcceptsBasic
@Path("/api/ops/prometheus/api/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
public final class AlertsResource {

  private final Evaluator evaluator;

  AlertsResource(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** The alerts of all rules that wait or fire. */
  @GET
  @Summary("alerts that wait or fire")
  public PrometheusReply alerts(@Auth Operator operator) {
    List<Map<String, Object>> alerts =
        evaluator.views().stream()
            .flatMap(view -> view.rules().stream())
            .flatMap(rule -> rule.active().stream())
            .map(RuleJson::alert)
            .toList();
    return new PrometheusReply(Map.of("alerts", alerts), evaluator.problems(), List.of());
  }
}
