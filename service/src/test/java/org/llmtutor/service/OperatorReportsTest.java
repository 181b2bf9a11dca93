package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sentry.Sentry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.telemetry.sentry.EnvelopeReceiver;

/** What operators are told of through Sentry although nothing broke, and that it gets through. */
class OperatorReportsTest {

  private static final String QUESTION = "{\"message\":\"Why?\"}";

  @TempDir Path directory;
  private final EnvelopeReceiver receiver = new EnvelopeReceiver();

  @AfterEach
  void close() {
    Sentry.close();
    receiver.close();
  }

  @Test
  void aBurstOfWrongTokensIsToldOnce() {
    try (TestTutor tutor = start("accounts.failedAuthentications.threshold=3")) {
      for (int i = 0; i < 8; i++) {
        assertThat(tutor.get("/api/me", "lrn_wrong-token-" + i).status()).isEqualTo(401);
      }
      assertThat(reports()).hasSize(1);
      assertThat(reports().get(0).tag("topic")).isEqualTo("security");
      assertThat(text(reports().get(0))).startsWith("3 wrong tokens within 60 s");
      assertThat(receiver.text()).doesNotContain("wrong-token-");
    }
  }

  @Test
  void aBudgetThatIsUsedUpIsToldOnceAndNotPerCall() {
    try (TestTutor tutor = start("cost.budgets.learner.daily=0.0000001")) {
      String learner = tutor.register();
      for (int i = 0; i < 3; i++) {
        tutor.post("/api/chat/message", learner, QUESTION);
      }
      assertThat(tutor.metric("llm_budget_refusals_total")).isGreaterThanOrEqualTo(1);
      assertThat(reports()).hasSize(1);
      assertThat(reports().get(0).tag("topic")).isEqualTo("budget");
      assertThat(text(reports().get(0))).startsWith("a daily budget of a learner is used up");
    }
  }

  @Test
  void aProviderThatIsNotAskedAnyMoreIsTold() {
    try (EchoingProvider provider = new EchoingProvider();
        TestTutor tutor =
            start(
                "llm.provider=openai",
                "llm.providers.openai.baseUrl=" + provider.url(),
                "llm.providers.openai.apiKeyEnv=",
                "llm.providers.openai.model=gpt-4o-mini",
                "llm.retry.maxAttempts=1",
                "llm.circuit.minimumCalls=2",
                "llm.circuit.window=2")) {
      provider.fail(EchoingProvider.Way.CRASH);
      String learner = tutor.register();
      for (int i = 0; i < 4; i++) {
        tutor.post("/api/chat/message", learner, QUESTION);
      }
      List<EnvelopeReceiver.Item> told =
          reports().stream().filter(item -> !item.tag("topic").isEmpty()).toList();
      assertThat(told).hasSize(1);
      assertThat(told.get(0).tag("topic")).isEqualTo("provider_outage");
      assertThat(told.get(0).tag("request_id")).isNotEmpty();
      assertThat(text(told.get(0))).startsWith("openai failed too often");
      // The failures themselves are one issue, by provider and kind.
      assertThat(reports().stream().filter(item -> item.tag("topic").isEmpty()))
          .isNotEmpty()
          .allSatisfy(
              item -> {
                assertThat(item.tag("provider")).isEqualTo("openai");
                assertThat(item.tag("model")).isEqualTo("gpt-4o-mini");
                assertThat(item.tag("feature")).isEqualTo("chat");
              })
          .extracting(item -> item.json().path("fingerprint").toString())
          .satisfies(prints -> assertThat(Set.copyOf(prints)).hasSize(1));
    }
  }

  @Test
  void aTestReportGetsThroughAndIsForOperatorsAlone() {
    try (TestTutor tutor = start()) {
      String path = "/api/ops/sentry/test";
      assertThat(tutor.post(path, tutor.register(), "{}").status()).isEqualTo(403);
      JsonNode sent = tutor.post(path, tutor.operatorToken(), "{}").json();
      assertThat(sent.path("delivered").asBoolean()).as(sent.toString()).isTrue();
      assertThat(sent.path("environment").asText()).isEqualTo("production");
      assertThat(reports())
          .extracting(item -> item.json().path("event_id").asText())
          .containsExactly(sent.path("event_id").asText().replace("-", ""));
      for (int i = 0;
          i < 100 && tutor.post(path, tutor.operatorToken(), "{}").status() != 429;
          i++) {
        assertThat(i).isLessThan(99);
      }
    }
  }

  private TestTutor start(String... more) {
    Stream<String> own =
        Stream.of(
            "logging.appenders[1].dsn=" + receiver.dsn(),
            "logging.appenders[1].environment=production");
    return TestTutor.start(directory, Stream.concat(own, Stream.of(more)).toArray(String[]::new));
  }

  private List<EnvelopeReceiver.Item> reports() {
    Sentry.flush(10_000);
    return receiver.all("event");
  }

  private static String text(EnvelopeReceiver.Item report) {
    return report.json().at("/message/formatted").asText();
  }
}
