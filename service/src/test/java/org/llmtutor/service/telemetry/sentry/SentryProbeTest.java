package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.service.telemetry.sentry.SentryProbe.Outcome.DELIVERED;
import static org.llmtutor.service.telemetry.sentry.SentryProbe.Outcome.FAILED;
import static org.llmtutor.service.telemetry.sentry.SentryProbe.Outcome.NO_DSN;
import static org.llmtutor.service.telemetry.sentry.SentryProbe.Outcome.OFF_IN_DEVELOPMENT;
import static org.llmtutor.service.telemetry.sentry.SentryProbe.Outcome.RATE_LIMITED;
import static org.llmtutor.service.telemetry.sentry.SentryProbe.Outcome.REFUSED;
import static org.llmtutor.service.telemetry.sentry.SentryProbe.Outcome.TIMED_OUT;
import static org.llmtutor.service.telemetry.sentry.SentryProbe.Outcome.UNREACHABLE;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentryProbeTest {

  private final EnvelopeReceiver receiver = new EnvelopeReceiver();
  private final SentryProbe probe = new SentryProbe(Duration.ofSeconds(10));

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void tellsTheIdOfAnEventThatArrivedWhateverTheRate() throws Exception {
    try (SentryClient client = SentryClient.to(receiver.dsn(), Map.of("sampleRate", 0.0))) {
      SentryProbe.Result result = probe.send();
      assertThat(result.outcome()).isEqualTo(DELIVERED);
      assertThat(result.environment()).isEqualTo("production");
      assertThat(result.release()).isEqualTo("1.2.3");
      EnvelopeReceiver.Item event = receiver.next("event");
      assertThat(event.tag("sentry_test")).isEqualTo("true");
      assertThat(event.json().path("event_id").asText()).isEqualTo(result.eventId());
      assertThat(client.logger()).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"401,REFUSED", "403,REFUSED", "429,RATE_LIMITED", "503,FAILED"})
  void tellsWhatTheReceiverAnswered(int status, SentryProbe.Outcome outcome) throws Exception {
    receiver.answer(status, Map.of());
    SentryProbe.Result result = sent(receiver.dsn(), "production", probe);
    assertThat(result.outcome()).isEqualTo(outcome).isIn(REFUSED, RATE_LIMITED, FAILED);
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.eventId()).hasSize(32);
  }

  @Test
  void tellsThatNobodyListensOrAnswers() throws Exception {
    receiver.hang();
    SentryProbe impatient = new SentryProbe(Duration.ofMillis(200));
    assertThat(sent(receiver.dsn(), "staging", impatient).outcome()).isEqualTo(TIMED_OUT);
    receiver.close();
    assertThat(sent(receiver.dsn(), "staging", probe).outcome()).isEqualTo(UNREACHABLE);
  }

  @Test
  void tellsWhyNothingIsSent() throws Exception {
    assertThat(sent(receiver.dsn(), "development", probe).outcome()).isEqualTo(OFF_IN_DEVELOPMENT);
    assertThat(sent("", "production", probe).outcome()).isEqualTo(NO_DSN);
  }

  private static SentryProbe.Result sent(String dsn, String environment, SentryProbe probe)
      throws Exception {
    try (SentryClient client = SentryClient.to(dsn, Map.of("environment", environment))) {
      assertThat(client.logger()).isNotNull();
      return probe.send();
    }
  }
}
