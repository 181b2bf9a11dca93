package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Clients and requests that the tests of this package share. */
final class Calls {

  static final String KEY = "sk-canary-7f3a";
  static final String PROMPT = "canary prompt: why is my loop endless?";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private Calls() {}

  static LlmClient client(String baseUrl) {
    return client(baseUrl, ResponseLimits.DEFAULT, Duration.ofSeconds(1));
  }

  static LlmClient client(String baseUrl, ResponseLimits limits, Duration drain) {
    OpenAiConfig provider =
        OpenAiConfig.fromConfig(baseUrl, "TEST_KEY", "test-model", null, null, null, null, null);
    LlmConfig config =
        new LlmConfig(
            "peer",
            List.of(),
            Map.of("peer", provider),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            RetryPolicy.DEFAULT,
            CircuitConfig.DEFAULT,
            100,
            limits,
            drain,
            3);
    return LlmClients.routes(config, List.of(), Map.of("TEST_KEY", KEY), CLOCK)
        .get("peer")
        .client();
  }

  /** A closed circuit of a route called main. */
  static Circuit circuit(CircuitMetrics metrics) {
    LlmRoute route =
        new LlmRoute("main", new OfflineTutor("offline", OfflineConfig.DEFAULT), "offline-tutor");
    return new Circuit(route, CircuitConfig.DEFAULT, metrics, Ticker.systemTicker());
  }

  static LlmRequest streamed() {
    return request(true, Duration.ofSeconds(10));
  }

  static LlmRequest whole() {
    return request(false, Duration.ofSeconds(10));
  }

  static LlmRequest request(boolean stream, Duration deadline) {
    return new LlmRequest(
        "test-model",
        List.of(LlmMessage.system("be kind"), LlmMessage.user(PROMPT)),
        64,
        deadline,
        "req-1",
        stream,
        null);
  }

  /** The failure of a call that must fail. */
  static LlmException failure(LlmClient client, LlmRequest request) {
    return failure(client, request, LlmListener.NONE);
  }

  static LlmException failure(LlmClient client, LlmRequest request, LlmListener listener) {
    return catchThrowableOfType(LlmException.class, () -> client.complete(request, listener));
  }
}
