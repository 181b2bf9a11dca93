package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.service.exercise.ExerciseServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform's day begins at midnight in New York, four or five hours after UTC's. */
class DailyRouteTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 14);

  private static ExerciseServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = new ExerciseServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void staysTheSameAllDayEvenWhenCompletedMeanwhile() throws Exception {
    String learner = "stable/beginner/python";
    server.clock.set(midnight(DAY));
    JsonNode first = daily(learner);
    String id = first.get("id").asText();
    assertThat(first.get("completed").asBoolean()).isFalse();
    server.postNothing(learner, "/" + id + "/complete");
    server.clock.set(midnight(DAY.plusDays(1)).minusMillis(1));
    JsonNode last = daily(learner);
    assertThat(last.get("id").asText()).isEqualTo(id);
    assertThat(last.get("completed").asBoolean()).isTrue();
    server.clock.set(midnight(DAY.plusDays(1)));
    assertThat(daily(learner).get("id").asText()).isNotEqualTo(id);
  }

  @Test
  void neverReturnsWhatWasCompletedUntilAllIsDone() throws Exception {
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      server.clock.set(midnight(DAY.plusDays(i)).plusSeconds(3600));
      String id = daily("steady/intermediate/java").get("id").asText();
      server.postNothing("steady/intermediate/java", "/" + id + "/complete");
      seen.add(id);
    }
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen.subList(0, 10)).allMatch(id -> id.endsWith("-medium"));
    assertThat(seen.subList(10, 20)).allMatch(id -> id.endsWith("-hard"));
    assertThat(seen.subList(20, 30)).allMatch(id -> id.endsWith("-easy"));
  }

  @Test
  void countsDaysInThePlatformsZone() throws Exception {
    String learner = "zone/advanced/python";
    server.clock.set(Instant.parse("2026-03-14T05:00:00Z"));
    String id = daily(learner).get("id").asText();
    server.clock.set(Instant.parse("2026-03-15T03:59:59Z"));
    assertThat(daily(learner).get("id").asText()).isEqualTo(id);
    server.clock.set(Instant.parse("2026-03-15T05:00:00Z"));
    assertThat(daily(learner).get("id").asText()).isNotEqualTo(id);
  }

  private static JsonNode daily(String learner) throws Exception {
    return json(server.get(learner, "/daily"));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ExerciseServer.ZONE).toInstant();
  }
}
