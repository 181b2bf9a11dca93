package org.llmtutor.service.llm;

import com.codahale.metrics.health.HealthCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Unhealthy while a route in use fails again and again or is not asked because it did; tells the
 * state of each.
 */
final class LlmHealth extends HealthCheck {

  /** What is known of one route. */
  record Watched(LlmState state, Circuit circuit) {

    Map<String, Object> details() {
      Map<String, Object> details = state.details();
      details.put("circuit", circuit.state().label());
      return details;
    }

    Optional<String> problem() {
      if (circuit.state() == Circuit.State.OPEN) {
        return Optional.of(state.route() + " failed too often and is not asked for a while");
      }
      return state.problem();
    }
  }

  private final List<Watched> routes;

  LlmHealth(List<Watched> routes) {
    this.routes = List.copyOf(routes);
  }

  @Override
  protected Result check() {
    ResultBuilder result = Result.builder();
    routes.forEach(route -> result.withDetail(route.state().route(), route.details()));
    List<String> problems = routes.stream().flatMap(route -> route.problem().stream()).toList();
    return problems.isEmpty()
        ? result.healthy().build()
        : result.unhealthy().withMessage(String.join("; ", problems)).build();
  }
}
