package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.database.TestDatabase;

class AlertmanagerFeedTest {

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock("2026-01-31T12:00:00Z");
  private final Receiver receiver = new Receiver();
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = new TestDatabase(directory);
    Installation.write(directory, "a.yml", "  - {alert: Hot, expr: heat > 50, for: 1m}");
  }

  @AfterEach
  void close() {
    receiver.close();
    database.close();
  }

  @Test
  void tellsAgainAndAgainWhatFiresAndOnceItHasEndedWhen() throws Exception {
    String config =
        """
        {"externalLabels":{"environment":"test"},"externalUrl":"https://tutor.example.com",
         "channels":{"am":{"type":"alertmanager","url":"%s","resendDelay":"2m"}}}"""
            .formatted(receiver.url("/base/"));
    try (Installation service =
        new Installation(directory, new TestHistory(), clock, database, config)) {
      service.minute(60);
      assertThat(receiver.waiting()).isZero();
      service.minute(60);
      Receiver.Call first = receiver.next();
      assertThat(first.path()).isEqualTo("/base/api/v2/alerts");
      JsonNode alert = first.json().get(0);
      assertThat(first.json()).hasSize(1);
      assertThat(alert.get("labels").toString())
          .isEqualTo("{\"alertname\":\"Hot\",\"environment\":\"test\",\"room\":\"a\"}");
      assertThat(alert.get("startsAt").asText()).isEqualTo("2026-01-31T12:02:00Z");
      assertThat(alert.get("endsAt").asText()).isEqualTo("2026-01-31T12:10:00Z");
      assertThat(alert.get("generatorURL").asText()).isEqualTo("https://tutor.example.com");
      service.minute(60);
      service.minute(60);
      JsonNode again = receiver.next().json().get(0);
      assertThat(again.get("endsAt").asText()).isEqualTo("2026-01-31T12:12:00Z");
      assertThat(again.get("startsAt")).isEqualTo(alert.get("startsAt"));
      service.minute(40);
      assertThat(receiver.next().json().at("/0/endsAt").asText()).isEqualTo("2026-01-31T12:05:00Z");
      service.settle("am", 3);
      assertThat(receiver.waiting()).isZero();
    }
  }
}
