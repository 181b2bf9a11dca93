package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.database.TestDatabase;

/** From a threshold to a message: real files, real peers, a clock of the test. */
class AlertingTest {

  private static final String HOT =
      "  - {alert: Hot, expr: heat > 50, for: 2m, labels: {severity: page}, annotations: {summary:"
          + " 'It is {{ $value }}.', runbook_url: docs/runbooks/Hot.md}}";

  @TempDir Path directory;
  private final TestHistory history = new TestHistory();
  private final MutableClock clock = new MutableClock("2026-01-31T12:00:00Z");
  private final Receiver receiver = new Receiver();
  private TestDatabase database;
  private String config = "";

  @BeforeEach
  void open() throws Exception {
    Files.createDirectory(directory.resolve("rules"));
    database = new TestDatabase(directory);
    config =
        """
        {"grouping":{"wait":"0s","interval":"1m","repeat":"4h"},
         "delivery":{"baseBackoff":"1ms","maxBackoff":"2ms"},
         "channels":{"hook":{"type":"webhook","url":"%s","token":"canary-token"}}}
        """
            .formatted(receiver.url("/hook?key=canary"))
            .strip();
    Installation.write(rules(), "a.yml", HOT);
  }

  @AfterEach
  void close() {
    receiver.close();
    database.close();
  }

  private Path rules() {
    return directory.resolve("rules");
  }

  private Installation start() throws Exception {
    return new Installation(rules(), history, clock, database, config);
  }

  @Test
  void tellsThatAThresholdIsCrossedAndLaterThatItIsNot() throws Exception {
    try (Installation service = start()) {
      service.minute(60);
      service.minute(60);
      assertThat(service.states()).containsExactly("PENDING Hot");
      service.minute(60);
      JsonNode firing = receiver.next().json();
      assertThat(firing.get("status").asText()).isEqualTo("firing");
      assertThat(firing.at("/alerts/0/annotations/summary").asText()).isEqualTo("It is 60.");
      assertThat(firing.at("/groupLabels/alertname").asText()).isEqualTo("Hot");
      service.settle("hook", 1);
      service.minute(40);
      JsonNode resolved = receiver.next().json();
      assertThat(resolved.get("status").asText()).isEqualTo("resolved");
      assertThat(resolved.at("/alerts/0/endsAt").asText()).isEqualTo("2026-01-31T12:04:00Z");
      service.settle("hook", 2);
      service.minute(40);
      assertThat(receiver.waiting()).isZero();
    }
  }

  @Test
  void sendsTheTokenAndTheWholeAddress() throws Exception {
    try (Installation service = start()) {
      for (int i = 0; i < 3; i++) {
        service.minute(60);
      }
      Receiver.Call call = receiver.next();
      assertThat(call.path()).isEqualTo("/hook?key=canary");
      assertThat(call.authorization()).isEqualTo("Bearer canary-token");
    }
  }

  @Test
  void aRestartTellsNothingAgainAndStillTellsTheEnd() throws Exception {
    try (Installation service = start()) {
      for (int i = 0; i < 3; i++) {
        service.minute(60);
      }
      receiver.next();
      service.settle("hook", 1);
    }
    clock.advance(Duration.ofMinutes(3));
    try (Installation service = start()) {
      assertThat(service.states()).containsExactly("FIRING Hot");
      for (int i = 0; i < 8; i++) {
        service.minute(60);
      }
      assertThat(receiver.waiting()).isZero();
      service.minute(40);
      assertThat(receiver.next().json().get("status").asText()).isEqualTo("resolved");
    }
  }

  @Test
  void anAlertThatFiredBeforeARestartHasAMomentToFireAgain() throws Exception {
    try (Installation service = start()) {
      for (int i = 0; i < 3; i++) {
        service.minute(60);
      }
      receiver.next();
      service.settle("hook", 1);
    }
    try (Installation service = start()) {
      service.minute(40);
      service.minute(60);
      service.minute(60);
      service.minute(60);
      assertThat(service.states()).containsExactly("FIRING Hot");
      service.minute(60);
      assertThat(receiver.waiting()).isZero();
    }
  }

  @Test
  void aRestartKeepsWhatAnAlertHasWaitedButNotTheTimeInBetween() throws Exception {
    try (Installation service = start()) {
      service.minute(60);
      service.minute(60);
      service.feature.keeper().turn();
    }
    clock.advance(Duration.ofMinutes(30));
    try (Installation service = start()) {
      service.minute(60);
      assertThat(service.states()).containsExactly("FIRING Hot");
    }
  }

  @Test
  void aTornStateCostsOnlyItself() throws Exception {
    Files.writeString(rules().resolve("state"), "llm-tutor-alerts-1 bytes=99 crc32c=0\n{\"saved");
    try (Installation service = start()) {
      for (int i = 0; i < 3; i++) {
        service.minute(60);
      }
      assertThat(receiver.next().json().get("status").asText()).isEqualTo("firing");
    }
  }

  @Test
  void aPeerThatFailsIsAskedAgain() throws Exception {
    receiver.answers(503, 500);
    try (Installation service = start()) {
      for (int i = 0; i < 3; i++) {
        service.minute(60);
      }
      service.settle("hook", 1);
      assertThat(receiver.waiting()).isEqualTo(3);
    }
  }

  @Test
  void whatWasRefusedIsToldAtTheNextTurnOfTheGroup() throws Exception {
    receiver.answers(400);
    try (Installation service = start()) {
      for (int i = 0; i < 3; i++) {
        service.minute(60);
      }
      receiver.next();
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (receiver.waiting() == 0 && System.nanoTime() < end) {
        service.minute(60);
      }
      assertThat(receiver.next().json().get("status").asText()).isEqualTo("firing");
    }
  }

  @Test
  void aBrokenFileKeepsItsFormerRules() throws Exception {
    try (Installation service = start()) {
      assertThat(reloaded(service)).isEqualTo(1);
      Installation.write(rules(), "a.yml", "  - {alert: Hot, expr: 'heat >'}");
      service.feature.evaluator().reload();
      assertThat(reloaded(service)).isZero();
      assertThat(service.feature.evaluator().problems())
          .singleElement()
          .asString()
          .contains("a.yml:5:");
      assertThat(service.feature.check().execute().isHealthy()).isFalse();
      for (int i = 0; i < 3; i++) {
        service.minute(60);
      }
      assertThat(receiver.next().json().get("status").asText()).isEqualTo("firing");
      Installation.write(rules(), "a.yml", HOT);
      service.feature.evaluator().reload();
      assertThat(reloaded(service)).isEqualTo(1);
      assertThat(service.states()).containsExactly("FIRING Hot");
    }
  }

  @Test
  void aRuleThatIsTakenAwayEndsItsAlerts() throws Exception {
    try (Installation service = start()) {
      for (int i = 0; i < 3; i++) {
        service.minute(60);
      }
      receiver.next();
      service.settle("hook", 1);
      Files.delete(rules().resolve("a.yml"));
      service.feature.evaluator().reload();
      service.minute(60);
      assertThat(receiver.next().json().get("status").asText()).isEqualTo("resolved");
    }
  }

  @Test
  void aGroupIsToldAgainAfterTheRepeatInterval() throws Exception {
    try (Installation service = start()) {
      for (int i = 0; i < 3; i++) {
        service.minute(60);
      }
      receiver.next();
      service.settle("hook", 1);
      service.minute(60);
      assertThat(receiver.waiting()).isZero();
      clock.advance(Duration.ofHours(4));
      service.minute(60);
      assertThat(receiver.next().json().get("status").asText()).isEqualTo("firing");
    }
  }

  @Test
  void runsByItselfOnTheGroupsInterval() throws Exception {
    Installation.write(rules(), "a.yml", "  - {alert: Hot, expr: heat > 50}");
    String text = Files.readString(rules().resolve("a.yml")).replace("1m", "50ms");
    Files.writeString(rules().resolve("a.yml"), text);
    history.append(Labels.of("__name__", "heat"), clock.instant().toEpochMilli(), 60);
    try (Installation service = start()) {
      service.feature.evaluator().start();
      service.feature.keeper().start();
      assertThat(receiver.next().json().get("status").asText()).isEqualTo("firing");
      service.feature.evaluator().stop();
      service.feature.keeper().stop();
    }
    assertThat(rules().resolve("state")).isNotEmptyFile();
  }

  private static double reloaded(Installation service) {
    return service.registry.getSampleValue("alerting_rules_reload_successful");
  }
}
