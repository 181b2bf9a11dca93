package org.llmtutor.service.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.llmtutor.api.SubmissionResult;
import org.llmtutor.service.account.Erasure;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.Metrics;

/** Judges and keeps submissions. Safe for concurrent use. */
final class Submissions {

  private static final int SHAPE_VERSION = 2;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Database database;
  private final Clock clock;
  private final int kept;
  private final LabeledCounter submitted;
  private final ExerciseDao dao = new ExerciseDao();

  /**
   * Keeps the latest {@code kept} per learner, exercise and status in {@code database}. Registers
   * the counter, so there is one of these per {@code metrics}.
   */
  Submissions(Database database, Metrics metrics, Clock clock, int kept) {
    this.database = database;
    this.clock = clock;
    this.kept = kept;
    this.submitted =
        metrics.counter(
            "exercise_submissions_total",
            "Submissions that were judged.",
            "programming_language",
            "difficulty",
            "result");
    showZeros();
  }

  /** Judges what the code returned and stores it; durable when this returns. */
  SubmissionResult submit(
      Learner learner,
      Exercise exercise,
      String language,
      String code,
      Map<String, Object> outputs) {
    List<SubmissionResult.Test> tests = Judge.judge(exercise, outputs);
    String status = Judge.status(tests);
    String id = UlidCreator.getMonotonicUlid().toString();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Submission submission =
        new Submission(id, learner.id(), exercise.id(), language, code, status, json(tests), now);
    database.write(
        handle -> {
          Erasure.requireThere(handle, learner.id());
          dao.insert(handle, submission);
          dao.forgetOld(handle, submission, kept);
          return id;
        });
    submitted.inc(language, exercise.difficulty().wireName(), status);
    return new SubmissionResult(id, SHAPE_VERSION, status, Judge.message(tests), tests, now);
  }

  /** A series that begins at zero lets its first rise be seen. */
  private void showZeros() {
    for (String language : Catalogue.LANGUAGES) {
      for (String difficulty : Difficulty.wireNames()) {
        Judge.STATUSES.forEach(status -> submitted.add(0, language, difficulty, status));
      }
    }
  }

  private static String json(List<SubmissionResult.Test> tests) {
    try {
      return JSON.writeValueAsString(tests);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Outcomes cannot be written as JSON.", e);
    }
  }
}
