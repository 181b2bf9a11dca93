package org.llmtutor.service.llm;

import com.codahale.metrics.health.HealthCheck;
import java.util.List;

/** Unhealthy while a route in use fails again and again; tells the state of each. */
final class LlmHealth extends HealthCheck {

  private final List<LlmState> states;

  LlmHealth(List<LlmState> states) {
    this.states = List.copyOf(states);
  }

  @Override
  protected Result check() {
    ResultBuilder result = Result.builder();
    states.forEach(state -> result.withDetail(state.route(), state.details()));
    List<String> problems = states.stream().flatMap(state -> state.problem().stream()).toList();
    return problems.isEmpty()
        ? result.healthy().build()
        : result.unhealthy().withMessage(String.join("; ", problems)).build();
  }
}
