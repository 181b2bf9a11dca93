package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** A reply that breaks off has sent 200; its transaction tells how it ended all the same. */
class BrokenReplyTest {

  private static final String STATUS = "/contexts/trace/data/http.response.status_code";

  private final EnvelopeReceiver receiver = new EnvelopeReceiver();
  private final DropwizardTestSupport<?> app =
      new DropwizardTestSupport<>(
          EdgeApplication.class,
          ResourceHelpers.resourceFilePath("edge-test.yml"),
          ConfigOverride.config("logging.appenders[1].dsn", receiver.dsn()),
          ConfigOverride.config("logging.appenders[1].tracesSampleRate", "1.0"));

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
  void aClientThatLeavesIsA499() throws Exception {
    try (RawHttp http = new RawHttp(app.getLocalPort())) {
      http.request("GET", "/api/things/endless").readSome(1000);
      http.reset();
    }
    JsonNode transaction = transaction();
    assertThat(transaction.at(STATUS).asInt()).isEqualTo(499);
    assertThat(transaction.at("/contexts/trace/status").asText()).isEqualTo("cancelled");
  }

  @Test
  void aReplyThatFailsHalfWayIsA500() throws Exception {
    read("/api/things/half");
    JsonNode transaction = transaction();
    assertThat(transaction.at(STATUS).asInt()).isEqualTo(500);
    assertThat(transaction.at("/contexts/trace/status").asText()).isEqualTo("internal_error");
  }

  @Test
  void aReplyThatEndsAsItShouldIsWhatWasSent() throws Exception {
    read("/api/things/7");
    JsonNode transaction = transaction();
    assertThat(transaction.at(STATUS).asInt()).isEqualTo(200);
    assertThat(transaction.at("/contexts/trace/status").asText()).isEqualTo("ok");
  }

  private void read(String target) throws IOException {
    try (RawHttp http = new RawHttp(app.getLocalPort())) {
      http.request("GET", target).readAll();
    }
  }

  private JsonNode transaction() throws InterruptedException {
    return receiver.next("transaction").json();
  }
}
