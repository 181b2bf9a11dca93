package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import io.sentry.ISentryLifecycleToken;
import io.sentry.Sentry;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.llm.LlmException;
import org.llmtutor.service.telemetry.RequestContext;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What events say, against a receiver of envelopes. */
class SentryEventsTest {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SentryEventsTest.class);

  private final EnvelopeReceiver receiver = new EnvelopeReceiver();

  @AfterEach
  void close() {
    MDC.clear();
    receiver.close();
  }

  @Test
  void eventsOfEverySourceNameRequestLearnerProviderAndRelease() throws Exception {
    try (SentryClient client = start(Map.of())) {
      MDC.put("request_id", "req-12345678");
      MDC.put("trace_id", "0123456789abcdef0123456789abcdef");
      MDC.put("method", "POST");
      MDC.put("route", "/api/chat/message");
      RequestContext.learner("l_pseudonym");
      RequestContext.asking("chat", "openai", "gpt-4o-mini");
      client.logger().error("It broke", new IllegalStateException("cause"));
      ErrorReports.handled(LOG, new IllegalArgumentException("handled"));
      ErrorReports.tell(LOG, ErrorReports.Topic.BUDGET, "spent", "platform");
      for (int i = 0; i < 3; i++) {
        EnvelopeReceiver.Item event = receiver.next("event");
        assertThat(RequestContext.KEYS).allSatisfy(key -> assertThat(event.tag(key)).isNotEmpty());
        assertThat(event.tag("learner")).isEqualTo("l_pseudonym");
        assertThat(event.tag("model")).isEqualTo("gpt-4o-mini");
        assertThat(event.json().path("release").asText()).isEqualTo("1.2.3");
        assertThat(event.json().path("environment").asText()).isEqualTo("production");
      }
      RequestContext.asked();
      assertThat(MDC.get("model")).isNull();
    }
  }

  @Test
  void oneCauseIsOneIssueWhateverItsTextSays() throws Exception {
    try (SentryClient client = start(Map.of())) {
      client.logger().error("for learner 1", failing("text 1"));
      client.logger().error("for learner 2", new RuntimeException("wrapped", failing("text 2")));
      client.logger().error("elsewhere", new IllegalStateException("text 1"));
      JsonNode first = fingerprint();
      assertThat(fingerprint()).isEqualTo(first);
      assertThat(fingerprint()).isNotEqualTo(first);
    }
  }

  @Test
  void aProvidersFailuresAreGroupedByWhatTheyAre() throws Exception {
    try (SentryClient client = start(Map.of())) {
      RequestContext.asking("chat", "openai", "gpt-4o-mini");
      ErrorReports.handled(LOG, unavailable("one text"));
      client.logger().error("other place", unavailable("another text"));
      JsonNode first = fingerprint();
      assertThat(first.toString()).isEqualTo("[\"provider\",\"openai\",\"unavailable\"]");
      assertThat(fingerprint()).isEqualTo(first);
    }
  }

  @Test
  @Tag("fault-33")
  void aProvidersTimeOutIsExpected() throws Exception {
    try (SentryClient client = start(Map.of())) {
      ErrorReports.handled(LOG, new LlmException.TimedOut("late", LlmException.Partial.NONE));
      ErrorReports.handled(LOG, new jakarta.ws.rs.NotFoundException());
      ErrorReports.handled(LOG, new jakarta.ws.rs.ForbiddenException());
      client.logger().error("real");
      assertThat(receiver.next("event").text()).contains("\"formatted\":\"real\"");
      Sentry.flush(2000);
      assertThat(receiver.all("event")).isEmpty();
    }
  }

  @Test
  void anOutageIsOneIssueThatTellsHowMuchWasFolded() throws Exception {
    long before = SentryState.foldedCount();
    Map<String, ?> settings = Map.of("maxPerFingerprint", 2, "fingerprintWindow", "3s");
    try (SentryClient client = start(settings)) {
      long end = System.nanoTime() + 20_000_000_000L;
      for (int i = 0; i < 30; i++) {
        client.logger().error("down", failing("number " + i));
      }
      assertThat(SentryState.foldedCount() - before).isGreaterThanOrEqualTo(26);
      EnvelopeReceiver.Item event = receiver.next("event");
      while (!event.json().path("extra").has("folded") && System.nanoTime() < end) {
        client.logger().error("still down", failing("later"));
        event = receiver.all("event").isEmpty() ? event : receiver.next("event");
      }
      assertThat(event.json().path("extra").path("folded").asLong()).isGreaterThanOrEqualTo(26);
    }
  }

  @Test
  void samplesErrorsAndNeverWhatOperatorsAreTold() throws Exception {
    try (SentryClient client = start(Map.of("sampleRate", 0.0))) {
      client.logger().error("left out", failing("text"));
      ErrorReports.tell(LOG, ErrorReports.Topic.SECURITY, "told", "guessing");
      EnvelopeReceiver.Item event = receiver.next("event");
      assertThat(event.json().at("/message/formatted").asText()).isEqualTo("told");
      assertThat(event.tag("topic")).isEqualTo("security");
      assertThat(event.json().path("level").asText()).isEqualTo("warning");
    }
  }

  @Test
  void aReleaseThatIsNotNamedIsTheBuilds() throws Exception {
    try (SentryClient client = start(Map.of("release", ""))) {
      client.logger().error("real");
      assertThat(receiver.next("event").json().path("release").asText())
          .isEqualTo(SentryState.setup().release())
          .isNotEmpty();
    }
  }

  @Test
  void workOnAnotherThreadKeepsTheContextOfItsRequest() throws Exception {
    try (SentryClient client = start(Map.of())) {
      Logger log = client.logger();
      ISentryLifecycleToken scope = Sentry.pushIsolationScope();
      MDC.put("request_id", "req-carried-1");
      log.info("a step of the request");
      RequestContext.Carried request = RequestContext.take();
      Thread other = new Thread(() -> request.run(() -> log.error("on another thread")));
      scope.close();
      MDC.put("request_id", "req-another-2");
      log.info("a step of something else");
      other.start();
      other.join();
      EnvelopeReceiver.Item event = receiver.next("event");
      assertThat(event.tag("request_id")).isEqualTo("req-carried-1");
      assertThat(event.text())
          .contains("a step of the request")
          .doesNotContain("a step of something else");
      assertThat(MDC.get("request_id")).isEqualTo("req-another-2");
    }
  }

  private SentryClient start(Map<String, ?> settings) throws Exception {
    return SentryClient.to(receiver.dsn(), settings);
  }

  private JsonNode fingerprint() throws InterruptedException {
    return receiver.next("event").json().path("fingerprint");
  }

  private static RuntimeException failing(String text) {
    return new IllegalStateException(text);
  }

  private static LlmException unavailable(String text) {
    return new LlmException.Unavailable(text, LlmException.Outcome.UNKNOWN, null);
  }
}
