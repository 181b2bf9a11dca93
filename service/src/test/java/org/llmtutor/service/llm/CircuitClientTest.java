package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.base.Ticker;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.telemetry.Metrics;

/** Four attempts in a window of four, half of them, open for a minute, two probes. */
class CircuitClientTest {

  private final LlmException down =
      new LlmException.Unavailable("down", LlmException.Outcome.NOT_CHARGED, null);

  private final CollectorRegistry registry = new CollectorRegistry();
  private final CircuitMetrics metrics = new CircuitMetrics(new Metrics(registry));
  private final Switched provider = new Switched();
  private final LlmRoute route = new LlmRoute("main", provider, "m");
  private final Hands hands = new Hands();
  private final Circuit circuit =
      new Circuit(route, new CircuitConfig(4, 4, 50, Duration.ofMinutes(1), 2), metrics, hands);
  private final LlmClient client = new CircuitClient(route, circuit, metrics);

  @Test
  void opensWhenHalfOfTheAttemptsFailed() {
    call(null, 2);
    call(down, 1);
    assertThat(client.refusesFor()).isEmpty();
    call(down, 1);

    assertThat(client.refusesFor()).contains(Duration.ofMinutes(1));
    assertThat(Calls.failure(client, Calls.whole()))
        .isInstanceOf(LlmException.CircuitOpen.class)
        .satisfies(
            failure -> {
              assertThat(failure.outcome()).isEqualTo(LlmException.Outcome.NOT_CHARGED);
              assertThat(failure.anotherMayHelp()).isTrue();
            });
    assertThat(provider.asked).isEqualTo(4);
    assertThat(state("open")).isEqualTo(1);
    assertThat(state("closed")).isZero();
    assertThat(
            registry.getSampleValue(
                "llm_circuit_refusals_total",
                new String[] {"route", "provider"},
                new String[] {"main", "p"}))
        .isEqualTo(2);
  }

  @Test
  void closesWhenTheProbesSucceed() {
    call(down, 4);
    hands.advance(Duration.ofMinutes(1).plusMillis(1));

    assertThat(client.refusesFor()).isEmpty();
    assertThat(state("half_open")).isEqualTo(1);
    call(null, 2);

    assertThat(state("closed")).isEqualTo(1);
    assertThat(transitions("closed")).isEqualTo(1);
    assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
  }

  @Test
  void opensAgainWhenAProbeFails() {
    call(down, 4);
    hands.advance(Duration.ofMinutes(2));
    call(null, 1);
    call(down, 1);

    assertThat(transitions("open")).isEqualTo(2);
    assertThat(client.refusesFor()).contains(Duration.ofMinutes(1));
  }

  @Test
  void whatIsNotTheProvidersFaultDoesNotOpenIt() {
    call(new LlmException.Rejected("our request", "rejected"), 9);
    call(new LlmException.ClientGone("left", LlmException.Partial.NONE), 9);
    call(new LlmException.RateLimited("slower", null), 9);

    assertThat(client.refusesFor()).isEmpty();
  }

  @Test
  void aProbeThatTellsNothingLetsAnotherIn() {
    call(down, 4);
    hands.advance(Duration.ofMinutes(2));
    provider.broken = true;
    for (int i = 0; i < 5; i++) {
      assertThatIllegalStateException()
          .isThrownBy(() -> client.complete(Calls.whole(), LlmListener.NONE));
    }

    assertThat(client.refusesFor()).isEmpty();
  }

  @Test
  void askingWhetherItRefusesTakesNoProbe() {
    call(down, 4);
    hands.advance(Duration.ofMinutes(2));
    for (int i = 0; i < 10; i++) {
      assertThat(client.refusesFor()).isEmpty();
    }
  }

  private void call(@Nullable LlmException outcome, int times) {
    provider.outcome = outcome;
    for (int i = 0; i < times; i++) {
      LlmException failure = Calls.failure(client, Calls.whole());
      if (outcome == null) {
        assertThat(failure).isNull();
      } else {
        assertThat(failure).isSameAs(outcome);
      }
    }
  }

  private double state(String state) {
    return sample("llm_circuit_state", state);
  }

  private double transitions(String state) {
    return sample("llm_circuit_transitions_total", state);
  }

  private double sample(String name, String state) {
    return registry.getSampleValue(
        name, new String[] {"route", "provider", "state"}, new String[] {"main", "p", state});
  }

  /** Answers or fails as told. */
  private static final class Switched implements LlmClient {

    private @Nullable LlmException outcome;
    private boolean broken;
    private int asked;

    @Override
    public String provider() {
      return "p";
    }

    @Override
    public LlmResult complete(LlmRequest request, LlmListener listener) throws LlmException {
      asked++;
      if (broken) {
        throw new IllegalStateException("a bug");
      }
      if (outcome != null) {
        throw outcome;
      }
      return new LlmResult("Hm.", TokenUsage.of(1, 1), "stop", "m", Duration.ZERO, null);
    }
  }

  /** The hands of a clock, moved by the test. */
  private static final class Hands extends Ticker {

    private long nanos;

    void advance(Duration time) {
      nanos += time.toNanos();
    }

    @Override
    public long read() {
      return nanos;
    }
  }
}
