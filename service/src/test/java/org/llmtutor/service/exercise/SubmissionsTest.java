package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.account.TestLearners;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.telemetry.Metrics;

class SubmissionsTest {

  private static final Exercise EXERCISE = Catalogue.packaged().find("loops-easy").orElseThrow();
  private static final int KEPT = 3;

  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-14T15:00:00Z"));
  private final CollectorRegistry registry = new CollectorRegistry();
  private TestDatabase database;
  private Submissions submissions;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = new TestDatabase(folder);
    submissions = new Submissions(database, new Metrics(registry), clock, KEPT);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsTheLatestOfEachLearnerAndStatus() {
    String others = fail("b");
    String passed = pass("a");
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < KEPT + 5; i++) {
      failed.add(fail("a"));
    }
    List<String> latest = failed.subList(failed.size() - KEPT, failed.size());
    assertThat(kept()).contains(others, passed).containsAll(latest).hasSize(2 + KEPT);
  }

  @Test
  void keepsWhatACompletionRestsOn() {
    String first = pass("a");
    new Completions(database, new Metrics(new CollectorRegistry()), clock)
        .complete(learner("a"), EXERCISE, "python");
    for (int i = 0; i < KEPT + 5; i++) {
      pass("a");
    }
    assertThat(kept()).contains(first).hasSize(1 + KEPT);
  }

  @Test
  void countsEachByLanguageDifficultyAndResultFromZeroOn() {
    pass("a");
    fail("a");
    fail("b");
    assertThat(submitted("pass")).isEqualTo(1);
    assertThat(submitted("fail")).isEqualTo(2);
    assertThat(submitted("error")).isZero();
  }

  private double submitted(String result) {
    return registry.getSampleValue(
        "exercise_submissions_total",
        new String[] {"programming_language", "difficulty", "result"},
        new String[] {"python", "easy", result});
  }

  private String pass(String learner) {
    Map<String, Object> outputs = new HashMap<>();
    EXERCISE.cases().forEach(each -> outputs.put(each.name(), each.expected()));
    return submit(learner, outputs);
  }

  private String fail(String learner) {
    Map<String, Object> outputs = new HashMap<>();
    EXERCISE.cases().forEach(each -> outputs.put(each.name(), "wrong"));
    return submit(learner, outputs);
  }

  private String submit(String learner, Map<String, Object> outputs) {
    clock.set(clock.instant().plus(Duration.ofSeconds(1)));
    Learner present = TestLearners.add(database, learner(learner));
    return submissions.submit(present, EXERCISE, "python", "x = 1", outputs).id();
  }

  private List<String> kept() {
    return database.read(
        handle ->
            handle
                .createQuery("/* test.kept */ SELECT id FROM exercise_submission")
                .mapTo(String.class)
                .list());
  }

  private static Learner learner(String id) {
    return new Learner(id, "Name", "beginner", List.of("python"), null, Instant.EPOCH);
  }
}
