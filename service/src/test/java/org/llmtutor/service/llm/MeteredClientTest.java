package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.codahale.metrics.health.HealthCheck;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.telemetry.Metrics;

class MeteredClientTest {

  private final LlmException down =
      new LlmException.Unavailable("down", LlmException.Outcome.NOT_CHARGED, null);

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Metrics metering = new Metrics(registry);
  private final LlmMetrics metrics = new LlmMetrics(metering);
  private final LlmState state =
      new LlmState(
          new LlmRoute("main", new OfflineTutor("offline", OfflineConfig.DEFAULT), "offline-tutor"),
          3,
          Calls.CLOCK);
  private final LlmHealth health =
      new LlmHealth(
          List.of(new LlmHealth.Watched(state, Calls.circuit(new CircuitMetrics(metering)))));

  @Test
  void countsAndTimesASuccess() throws Exception {
    metered(new OfflineTutor("offline", OfflineConfig.DEFAULT)).complete(request(true), t -> {});

    assertThat(page())
        .contains(
            "llm_api_calls_total{provider=\"offline\",model=\"offline-tutor\",status=\"success\",} 1.0",
            "llm_request_duration_seconds_count{provider=\"offline\",model=\"offline-tutor\",} 1.0",
            "llm_time_to_first_token_seconds_count{provider=\"offline\",model=\"offline-tutor\",} 1.0",
            "llm_request_duration_seconds_bucket{provider=\"offline\",model=\"offline-tutor\",le=\"81.92\",}",
            "llm_time_to_first_token_seconds_bucket{provider=\"offline\",model=\"offline-tutor\",le=\"7.5\",}");
    assertThat(state.snapshot().lastSuccess()).isEqualTo(Calls.NOW);
  }

  @Test
  void aReplyThatWasNotStreamedHasNoFirstToken() throws Exception {
    metered(new OfflineTutor("offline", OfflineConfig.DEFAULT)).complete(request(false), t -> {});

    assertThat(page()).doesNotContain("llm_time_to_first_token_seconds_count");
  }

  @Test
  void countsFailuresByKind() throws Exception {
    Calls.failure(metered(failing(down)), request(true));

    assertThat(page())
        .contains(
            "llm_api_calls_total{provider=\"offline\",model=\"offline-tutor\",status=\"unavailable\",} 1.0",
            "llm_request_duration_seconds_count{provider=\"offline\",model=\"offline-tutor\",} 1.0");
  }

  @Test
  void countsOurOwnFaults() throws Exception {
    assertThatIllegalStateException()
        .isThrownBy(() -> metered(failing(null)).complete(request(true), t -> {}));

    assertThat(page()).contains("status=\"internal_error\",} 1.0");
  }

  @Test
  void isUnhealthyAfterFailuresInARowUntilTheNextSuccess() {
    LlmClient client = metered(failing(down));
    Calls.failure(client, request(true));
    Calls.failure(client, request(true));
    assertThat(health.execute().isHealthy()).isTrue();

    Calls.failure(client, request(true));
    HealthCheck.Result result = health.execute();
    assertThat(result.isHealthy()).isFalse();
    assertThat(result.getMessage())
        .isEqualTo("the last 3 calls of main failed, most recently: unavailable");
    assertThat(result.getDetails().get("main"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("last_failure", "2026-03-01T12:00:00Z")
        .containsEntry("last_success", "never");

    state.succeeded();
    assertThat(health.execute().isHealthy()).isTrue();
  }

  @Test
  void failuresOfTheCallerDoNotCount() {
    for (int i = 0; i < 5; i++) {
      state.failed(new LlmException.ClientGone("left", LlmException.Partial.NONE));
      state.failed(new LlmException.Rejected("no", "rejected"));
    }
    assertThat(state.snapshot().consecutiveFailures()).isZero();

    state.failed(new LlmException.Rejected("bad key", "authentication"));
    assertThat(state.snapshot().lastErrorType()).isEqualTo("authentication");
  }

  private LlmClient metered(LlmClient client) {
    return new MeteredClient(client, metrics, state);
  }

  /** Fails with {@code failure}, or with a bug when there is none. */
  private static LlmClient failing(@Nullable LlmException failure) {
    return new LlmClient() {
      @Override
      public String provider() {
        return "offline";
      }

      @Override
      public LlmResult complete(LlmRequest request, LlmListener listener) throws LlmException {
        if (failure == null) {
          throw new IllegalStateException("a bug");
        }
        throw failure;
      }
    };
  }

  private static LlmRequest request(boolean stream) {
    return new LlmRequest(
        "offline-tutor",
        List.of(LlmMessage.user("help")),
        100,
        Duration.ofSeconds(10),
        "req",
        stream,
        null);
  }

  private String page() throws Exception {
    StringWriter page = new StringWriter();
    TextFormat.write004(page, registry.metricFamilySamples());
    return page.toString();
  }
}
