package org.llmtutor.service.alerting;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.account.AcceptsBasic;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.history.api.PrometheusException;
import org.llmtutor.service.history.api.PrometheusParameters;
import org.llmtutor.service.history.api.PrometheusReply;
import org.llmtutor.service.http.Summary;

/** Rules and alerts as Prometheus' own HTTP API tells them. */
@Timed
@AcceptsBasic
@Path("/api/ops/prometheus/api/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
public final class RulesResource {

  private static final int MOST_SELECTORS = 100;

  private final Evaluator evaluator;

  RulesResource(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * The rule groups with their health and alerts. Warnings name files whose present content is not
   * in force.
   */
  @GET
  @Summary("rule groups with their health and alerts; type, rule_name[], rule_group[], file[]")
  public PrometheusReply rules(@Auth Operator operator, @Context UriInfo address) {
    PrometheusParameters parameters = PrometheusParameters.of(address);
    String type = parameters.text("type");
    if (!type.isEmpty() && !type.equals("alert") && !type.equals("record")) {
      throw PrometheusException.badParameter(
          "type", "not supported value; use alert or record, or leave it out");
    }
    boolean withAlerts = !isTrue(parameters.text("exclude_alerts"));
    List<String> files = parameters.all("file[]");
    List<String> groups = parameters.all("rule_group[]");
    Filter filter =
        new Filter(type, parameters.all("rule_name[]"), parameters.selectors(MOST_SELECTORS));
    List<Map<String, Object>> found =
        evaluator.views().stream()
            .filter(view -> files.isEmpty() || files.contains(view.source().file()))
            .filter(view -> groups.isEmpty() || groups.contains(view.source().group()))
            .map(view -> new Found(view, view.rules().stream().filter(filter::passes).toList()))
            .filter(view -> filter.isOpen() || !view.rules().isEmpty())
            .sorted(
                Comparator.comparing((Found f) -> f.view().source().file())
                    .thenComparing(f -> f.view().source().group()))
            .map(f -> RuleJson.group(f.view(), f.rules(), withAlerts))
            .toList();
    return new PrometheusReply(Map.of("groups", found), evaluator.problems(), List.of());
  }

  private static boolean isTrue(String text) {
    return text.equals("1") || text.equalsIgnoreCase("true") || text.equalsIgnoreCase("t");
  }

  private record Found(GroupView view, List<GroupView.Rule> rules) {}

  private record Filter(String type, List<String> names, List<List<LabelMatcher>> selectors) {

    boolean isOpen() {
      return type.isEmpty() && names.isEmpty() && selectors.isEmpty();
    }

    boolean passes(GroupView.Rule rule) {
      return (type.isEmpty() || type.equals("alert") == rule.alerting())
          && (names.isEmpty() || names.contains(rule.name()))
          && (selectors.isEmpty() || matches(Labels.of(rule.labels())));
    }

    private boolean matches(Labels labels) {
      return selectors.stream()
          .anyMatch(selector -> selector.stream().allMatch(matcher -> matcher.matches(labels)));
    }
  }
}
