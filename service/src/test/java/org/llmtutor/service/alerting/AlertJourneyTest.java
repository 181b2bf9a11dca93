package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;

/** From requests that go wrong to a message and its end, through the service's own history. */
class AlertJourneyTest {

  private static final String LOST =
      "sum(increase(http_requests_total{endpoint=\"unmatched\",status=\"404\"}[3s]))";

  @TempDir private Path directory;

  @Test
  void crossingAThresholdIsToldAndSoIsItsEnd() throws Exception {
    Path rules = directory.resolve("lost.yml");
    Files.writeString(
        rules,
        """
        groups:
          - name: journey
            interval: 100ms
            rules:
              - alert: ManyLost
                expr: %s > 2
                labels: {severity: page}
                annotations:
                  summary: "{{ $value }} requests went nowhere"
        """
            .formatted(LOST));
    try (Receiver receiver = new Receiver();
        TestTutor tutor =
            TestTutor.start(
                directory,
                "history.interval=100ms",
                "alerting.rules[0]=" + rules,
                "alerting.grouping.wait=0s",
                "alerting.grouping.interval=100ms",
                "alerting.dailySummary.at=",
                "alerting.channels.webhook.allowPlainHttp=true",
                "alerting.channels.webhook.url=" + receiver.url("/hook"))) {
      awaitSamples(tutor);
      assertThat(receiver.waiting()).isZero();
      for (int i = 0; i < 10; i++) {
        assertThat(tutor.get("/nowhere", "").status()).isEqualTo(404);
      }
      JsonNode firing = receiver.next().json();
      assertThat(firing.at("/status").asText()).isEqualTo("firing");
      assertThat(firing.at("/commonLabels/alertname").asText()).isEqualTo("ManyLost");
      assertThat(firing.at("/alerts/0/annotations/summary").asText()).endsWith("went nowhere");
      assertThat(statusAtTheEnd(receiver)).isEqualTo("resolved");
    }
  }

  /** The rate of a counter needs samples from before it rises. */
  private static void awaitSamples(TestTutor tutor) throws InterruptedException {
    tutor.get("/nowhere", "");
    String query = URLEncoder.encode("count_over_time(" + seriesOf(LOST), StandardCharsets.UTF_8);
    for (int tries = 0; tries < 600; tries++) {
      JsonNode result =
          tutor
              .get("/api/ops/prometheus/api/v1/query?query=" + query, tutor.operatorToken())
              .json()
              .at("/data/result/0/value/1");
      if (result.asInt() >= 5) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the history has no samples");
  }

  private static String seriesOf(String expression) {
    return expression.substring("sum(increase(".length(), expression.length() - 1);
  }

  /** The threshold may be told of again before it is over. */
  private static String statusAtTheEnd(Receiver receiver) throws InterruptedException {
    String status = "firing";
    for (int messages = 0; status.equals("firing") && messages < 100; messages++) {
      status = receiver.next().json().at("/status").asText();
    }
    return status;
  }
}
