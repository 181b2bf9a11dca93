package org.llmtutor.service.llm;

import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledGauge;
import org.llmtutor.service.telemetry.Metrics;

/** The circuits as metrics: one series per state, of which one is 1. */
final class CircuitMetrics {

  private final LabeledGauge state;
  private final LabeledCounter transitions;
  private final LabeledCounter refusals;

  /** Registers the metrics; once per {@code metrics}. */
  CircuitMetrics(Metrics metrics) {
    state =
        metrics.gauge(
            "llm_circuit_state",
            "1 for the state that the circuit breaker of a route is in.",
            "route",
            "provider",
            "state");
    transitions =
        metrics.counter(
            "llm_circuit_transitions_total",
            "Changes of the circuit breaker of a route, by the new state.",
            "route",
            "provider",
            "state");
    refusals =
        metrics.counter(
            "llm_circuit_refusals_total",
            "Attempts that an open circuit did not let through, or that passed over its route.",
            "route",
            "provider");
  }

  /** Shows a route's series before anything happened. */
  void show(LlmRoute route, Circuit.State now) {
    refusals.add(0, route.name(), route.provider());
    for (Circuit.State each : Circuit.State.values()) {
      transitions.add(0, route.name(), route.provider(), each.label());
    }
    set(route, now);
  }

  /** The circuit has a new state. */
  void changed(LlmRoute route, Circuit.State now) {
    transitions.inc(route.name(), route.provider(), now.label());
    set(route, now);
  }

  /** An attempt was not let through. */
  void refused(LlmRoute route) {
    refusals.inc(route.name(), route.provider());
  }

  private void set(LlmRoute route, Circuit.State now) {
    for (Circuit.State each : Circuit.State.values()) {
      state.set(each == now ? 1 : 0, route.name(), route.provider(), each.label());
    }
  }
}
