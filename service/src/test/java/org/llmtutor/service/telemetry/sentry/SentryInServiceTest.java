package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import io.sentry.Sentry;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.http.EdgeApplication;
import org.llmtutor.service.http.RawHttp;

class SentryInServiceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final EnvelopeReceiver receiver = new EnvelopeReceiver();
  private final DropwizardTestSupport<?> app =
      new DropwizardTestSupport<>(
          EdgeApplication.class,
          ResourceHelpers.resourceFilePath("edge-test.yml"),
          ConfigOverride.config("logging.appenders[1].dsn", receiver.dsn()),
          ConfigOverride.config("logging.appenders[1].slowRequest", "1h"));

  @BeforeEach
  void start() throws Exception {
    app.before();
  }

  @AfterEach
  void stop() {
    app.after();
    Sentry.close();
    receiver.close();
  }

  @Test
  void reportsAFailureOnceWithRouteAndRequestIdAndNoRefusal() throws Exception {
    get("/api/things/refused?canary-query", "sentry-req-0");
    get("/api/things/failing?canary-query", "sentry-req-1");
    EnvelopeReceiver.Item report = receiver.next("event");
    assertThat(report.tag("request_id")).isEqualTo("sentry-req-1");
    assertThat(report.tag("route")).isEqualTo("/api/things/failing");
    assertThat(report.text())
        .contains("\"transaction\":\"GET /api/things/failing\"")
        .doesNotContain("canary-query", "sentry-req-0");
    Sentry.flush(2000);
    assertThat(receiver.all("event")).isEmpty();
    assertThat(get("/health", "sentry-req-2")).contains("\"sentry\":\"enabled\"");
  }

  @Test
  void tracesEveryFailureInTheTraceOfItsRequestAndNothingElseAtARateOfZero() throws Exception {
    get("/api/things/refused", "sentry-req-0");
    get("/api/things/7", "sentry-req-1");
    get("/api/things/failing", "sentry-req-2");
    EnvelopeReceiver.Item event = receiver.next("event");
    EnvelopeReceiver.Item transaction = receiver.next("transaction");
    assertThat(transaction.tag("request_id")).isEqualTo("sentry-req-2");
    assertThat(transaction.json().path("transaction").asText())
        .isEqualTo("GET /api/things/failing");
    for (EnvelopeReceiver.Item item : new EnvelopeReceiver.Item[] {event, transaction}) {
      assertThat(item.json().at("/contexts/trace/trace_id").asText()).isEqualTo(TRACE);
    }
    Sentry.flush(2000);
    assertThat(receiver.all("transaction")).isEmpty();
  }

  private String get(String target, String requestId) throws IOException {
    try (RawHttp http = new RawHttp(app.getLocalPort())) {
      return http.request(
              "GET",
              target,
              "X-Request-Id: " + requestId,
              "traceparent: 00-" + TRACE + "-b7ad6b7169203331-00")
          .readAll();
    }
  }
}
