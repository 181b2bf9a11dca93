package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.database.TestDatabase;

/** Who is told what, together with what, and when. */
class NotificationsTest {

  @TempDir Path directory;
  private final TestHistory history = new TestHistory();
  private final MutableClock clock = new MutableClock("2026-01-31T12:00:00Z");
  private final Receiver receiver = new Receiver();
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = new TestDatabase(directory);
    Installation.write(
        directory,
        "a.yml",
        "  - {alert: Hot, expr: heat > 50, labels: {severity: ticket}}",
        "  - {alert: Burning, expr: heat > 90, labels: {severity: page}}");
  }

  @AfterEach
  void close() {
    receiver.close();
    database.close();
  }

  @Test
  void aGroupWaitsForMoreAlertsAndComesAsOneMessage() throws Exception {
    try (Installation service = start("", "\"by\":[],\"wait\":\"90s\"")) {
      heat("b", 95);
      service.minute(60);
      assertThat(receiver.waiting()).isZero();
      heat("b", 95);
      service.minute(60);
      heat("b", 95);
      service.minute(60);
      JsonNode message = receiver.next().json();
      assertThat(message.get("alerts")).hasSize(3);
      assertThat(message.get("groupLabels")).isEmpty();
    }
  }

  @Test
  void aChannelHearsOnlyItsSeverities() throws Exception {
    try (Installation service = start("\"severities\":[\"page\"],", "\"wait\":\"0s\"")) {
      service.minute(60);
      service.minute(95);
      JsonNode message = receiver.next().json();
      assertThat(message.at("/commonLabels/alertname").asText()).isEqualTo("Burning");
      service.settle("hook", 1);
      assertThat(receiver.waiting()).isZero();
    }
  }

  @Test
  void aChannelThatIsNotToldOfEndsIsToldWhenItFiresAgain() throws Exception {
    try (Installation service = start("\"sendResolved\":false,", "\"wait\":\"0s\"")) {
      service.minute(60);
      receiver.next();
      service.settle("hook", 1);
      service.minute(40);
      service.minute(40);
      assertThat(receiver.waiting()).isZero();
      service.minute(60);
      assertThat(receiver.next().json().get("status").asText()).isEqualTo("firing");
    }
  }

  @Test
  void changesOfAGroupAreToldAtItsIntervalAndNotBefore() throws Exception {
    try (Installation service = start("", "\"wait\":\"0s\",\"interval\":\"5m\"")) {
      service.minute(60);
      receiver.next();
      service.settle("hook", 1);
      for (int i = 0; i < 4; i++) {
        heat("b", 60);
        service.minute(60);
      }
      assertThat(receiver.waiting()).isZero();
      heat("b", 60);
      service.minute(60);
      assertThat(receiver.next().json().get("alerts")).hasSize(2);
    }
  }

  @Test
  void alertsBeyondTheBoundAreCountedAndNotTold() throws Exception {
    try (Installation service = start("", "\"wait\":\"0s\"", "\"maxAlerts\":1,")) {
      heat("b", 60);
      service.minute(60);
      assertThat(receiver.next().json().get("alerts")).hasSize(1);
      assertThat(service.registry.getSampleValue("alerting_alerts_untracked_total")).isEqualTo(1);
    }
  }

  private void heat(String room, double value) {
    long next = clock.instant().plus(Duration.ofMinutes(1)).toEpochMilli();
    history.append(Labels.of("__name__", "heat", "room", room), next, value);
  }

  private Installation start(String channel, String grouping) throws Exception {
    return start(channel, grouping, "");
  }

  private Installation start(String channel, String grouping, String more) throws Exception {
    String own = grouping.contains("interval") ? "" : "\"interval\":\"1m\",";
    String config =
        """
        {%s"grouping":{%s%s},"channels":{"hook":{"type":"webhook",%s"url":"%s"}}}"""
            .formatted(more, own, grouping, channel, receiver.url("/"));
    return new Installation(directory, history, clock, database, config);
  }
}
