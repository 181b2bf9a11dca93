package org.llmtutor.service.llm;

import java.time.Duration;
import java.util.Optional;

/** Any client, asked only while its {@link Circuit} lets it. */
final class CircuitClient implements LlmClient {

  private final LlmRoute route;
  private final Circuit circuit;
  private final CircuitMetrics metrics;

  /** Guards the client of {@code route}. */
  CircuitClient(LlmRoute route, Circuit circuit, CircuitMetrics metrics) {
    this.route = route;
    this.circuit = circuit;
    this.metrics = metrics;
  }

  @Override
  public String provider() {
    return route.provider();
  }

  @Override
  public Optional<Duration> refusesFor() {
    if (circuit.permits()) {
      return Optional.empty();
    }
    metrics.refused(route);
    return Optional.of(circuit.untilNextTry());
  }

  @Override
  public boolean mayBeAsked() {
    return circuit.permits();
  }

  @Override
  public LlmResult complete(LlmRequest request, LlmListener listener) throws LlmException {
    if (!circuit.enter()) {
      metrics.refused(route);
      throw new LlmException.CircuitOpen(
          provider() + ": not asked, because it failed too often", circuit.untilNextTry());
    }
    boolean told = false;
    try {
      LlmResult result = route.client().complete(request, listener);
      told = true;
      circuit.succeeded();
      return result;
    } catch (LlmException e) {
      told = true;
      circuit.failed(e);
      throw e;
    } finally {
      if (!told) {
        circuit.abandoned();
      }
    }
  }
}
