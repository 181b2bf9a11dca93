package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;

/** Fault 19: a provider that fails for ever is soon left alone. */
class CircuitTest {

  private static final String[] QUICK = {
    "llm.deadline=5s",
    "llm.retry.maxAttempts=3",
    "llm.retry.baseBackoff=1ms",
    "llm.retry.maxBackoff=2ms",
    "llm.circuit.minimumCalls=3",
    "llm.circuit.openFor=10m",
    "healthChecks.cacheFor=1ms"
  };

  @TempDir Path directory;

  @Test
  void aProviderThatFailsForEverIsLeftAloneAndHoldsNoMoney() {
    try (FakeProvider provider = new FakeProvider();
        TestTutor tutor = TestTutor.start(directory, provider.overrides(QUICK))) {
      provider.behave(FakeProvider.json(500, "{}"));
      String token = tutor.register();
      assertThat(ask(tutor, token, "circuit-1").status()).isEqualTo(502);
      assertThat(provider.calls()).isEqualTo(3);

      TestTutor.Reply later = ask(tutor, token, "circuit-2");
      assertThat(later.status()).isEqualTo(503);
      assertThat(later.json().get("code").asText()).isEqualTo("tutor_busy");
      assertThat(Integer.parseInt(later.header("Retry-After"))).isBetween(500, 600);
      assertThat(provider.calls()).isEqualTo(3);
      LedgerRows ledger = new LedgerRows(directory);
      assertThat(ledger.of("circuit-2")).isEmpty();
      assertThat(ledger.number("SELECT COALESCE(SUM(held_nanos), 0) FROM budget_window")).isZero();

      JsonNode health = tutor.get("/health", "").json();
      assertThat(health.get("status").asText()).isEqualTo("degraded");
      assertThat(health.toString()).contains("openai failed too often and is not asked");
      assertThat(tutor.get("/metrics", "").body())
          .contains(
              "llm_circuit_state{route=\"openai\",provider=\"openai\",state=\"open\",} 1.0",
              "llm_api_calls_total{provider=\"openai\",model=\"gpt-4o-mini\","
                  + "status=\"unavailable\",} 3.0");
    }
  }

  @Test
  void afterThatTheNextRouteIsAskedAtOnce() {
    try (FakeProvider provider = new FakeProvider();
        TestTutor tutor =
            TestTutor.start(
                directory, FakeProvider.join(provider.overrides(QUICK), "llm.fallbacks=offline"))) {
      provider.behave(FakeProvider.json(500, "{}"));
      String token = tutor.register();
      for (int i = 0; i < 3; i++) {
        TestTutor.Reply reply = ask(tutor, token, "circuit-next-" + i);
        assertThat(reply.json().get("provider").asText()).isEqualTo("offline");
      }
      assertThat(provider.calls()).isEqualTo(3);
      LedgerRows ledger = new LedgerRows(directory);
      assertThat(ledger.of("circuit-next-0")).hasSize(4);
      assertThat(ledger.of("circuit-next-1"))
          .singleElement()
          .satisfies(row -> assertThat(row).containsEntry("provider", "offline"));
    }
  }

  private static TestTutor.Reply ask(TestTutor tutor, String token, String requestId) {
    return tutor.post(
        "/api/chat/message",
        token,
        "{\"message\":\"Why does my loop never end?\"}",
        "X-Request-Id",
        requestId);
  }
}
