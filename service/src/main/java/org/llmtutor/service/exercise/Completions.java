package org.llmtutor.service.exercise;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.llmtutor.api.Completion;
import org.llmtutor.service.account.Erasure;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.Metrics;

/**
 * Who completed what. Completing is idempotent: the first call counts, in {@code
 * exercises_completed_total} too, and later ones return it. Safe for concurrent use.
 */
final class Completions {

  /** Later than any completion; fits epoch milliseconds. */
  private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Database database;
  private final Clock clock;
  private final LabeledCounter completed;
  private final ExerciseDao dao = new ExerciseDao();

  /** Registers the counter, so there is one of these per {@code metrics}. */
  Completions(Database database, Metrics metrics, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.completed =
        metrics.counter(
            "exercises_completed_total",
            "Exercises completed, once per learner and exercise.",
            "programming_language",
            "difficulty");
    showZeros();
  }

  /** Completes an exercise, or returns its first completion. Durable when this returns. */
  Completion complete(Learner learner, Exercise exercise, String language) {
    Outcome outcome =
        database.write(
            handle -> {
              Erasure.requireThere(handle, learner.id());
              Optional<String> passing =
                  dao.findPassing(handle, learner.id(), exercise.id(), language);
              boolean first =
                  dao.complete(handle, learner.id(), exercise, language, passing, clock.instant());
              return new Outcome(
                  first, dao.findCompletion(handle, learner.id(), exercise.id()).orElseThrow());
            });
    if (outcome.first()) {
      completed.inc(language, exercise.difficulty().wireName());
    }
    return outcome.completion();
  }

  /** Whether the learner completed the exercise. */
  boolean isCompleted(Learner learner, Exercise exercise) {
    return database
        .read(handle -> dao.findCompletion(handle, learner.id(), exercise.id()))
        .isPresent();
  }

  /** Ids of all that the learner completed. */
  Set<String> of(Learner learner) {
    return before(learner, EVER);
  }

  /** Ids of what the learner completed before {@code end}. */
  Set<String> before(Learner learner, Instant end) {
    return database.read(handle -> dao.completedBefore(handle, learner.id(), end));
  }

  /** A series that begins at zero lets its first rise be seen. */
  private void showZeros() {
    for (String language : Catalogue.LANGUAGES) {
      Difficulty.wireNames().forEach(difficulty -> completed.add(0, language, difficulty));
    }
  }

  /** What one call did, told after its transaction is durable. */
  private record Outcome(boolean first, Completion completion) {}
}
