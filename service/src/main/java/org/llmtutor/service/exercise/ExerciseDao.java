package org.llmtutor.service.exercise;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.Completion;

/** SQL of submissions and completions. Stateless. */
final class ExerciseDao {

  /** Stores a submission. */
  void insert(Handle handle, Submission submission) {
    handle
        .createUpdate(
            """
            /* exercise.submit */
            INSERT INTO exercise_submission
              (id, learner_id, exercise_id, language, code, status, results, submitted_at)
            VALUES
              (:id, :learner, :exercise, :language, :code, :status, :results, :submittedAt)
            """)
        .bind("id", submission.id())
        .bind("learner", submission.learnerId())
        .bind("exercise", submission.exerciseId())
        .bind("language", submission.language())
        .bind("code", submission.code())
        .bind("status", submission.status())
        .bind("results", submission.results())
        .bind("submittedAt", submission.submittedAt().toEpochMilli())
        .execute();
  }

  /**
   * Deletes the oldest submissions of the same learner, exercise and status as {@code submission},
   * but none that a completion rests on.
   *
   * @param keep how many stay
   */
  void forgetOld(Handle handle, Submission submission, int keep) {
    handle
        .createUpdate(
            """
            /* exercise.forget_old */
            DELETE FROM exercise_submission
            WHERE learner_id = :learner AND exercise_id = :exercise AND status = :status
              AND id NOT IN (
                SELECT id FROM exercise_submission
                WHERE learner_id = :learner AND exercise_id = :exercise AND status = :status
                ORDER BY submitted_at DESC, id DESC
                LIMIT :keep)
              AND id NOT IN (
                SELECT submission_id FROM exercise_completion
                WHERE learner_id = :learner AND exercise_id = :exercise
                  AND submission_id IS NOT NULL)
            """)
        .bind("learner", submission.learnerId())
        .bind("exercise", submission.exerciseId())
        .bind("status", submission.status())
        .bind("keep", keep)
        .execute();
  }

  /** Id of the latest submission that passed all cases. */
  Optional<String> findPassing(
      Handle handle, String learnerId, String exerciseId, String language) {
    return handle
        .createQuery(
            """
            /* exercise.find_passing */
            SELECT id FROM exercise_submission
            WHERE learner_id = :learner AND exercise_id = :exercise
              AND language = :language AND status = 'pass'
            ORDER BY submitted_at DESC, id DESC
            LIMIT 1
            """)
        .bind("learner", learnerId)
        .bind("exercise", exerciseId)
        .bind("language", language)
        .mapTo(String.class)
        .findFirst();
  }

  /**
   * Records a completion unless there is one.
   *
   * @return whether this call recorded it
   */
  boolean complete(
      Handle handle,
      String learnerId,
      Exercise exercise,
      String language,
      Optional<String> submissionId,
      Instant completedAt) {
    return handle
            .createUpdate(
                """
                /* exercise.complete */
                INSERT INTO exercise_completion
                  (learner_id, exercise_id, language, difficulty, verified, submission_id,
                   completed_at)
                VALUES
                  (:learner, :exercise, :language, :difficulty, :verified, :submission,
                   :completedAt)
                ON CONFLICT (learner_id, exercise_id) DO NOTHING
                """)
            .bind("learner", learnerId)
            .bind("exercise", exercise.id())
            .bind("language", language)
            .bind("difficulty", exercise.difficulty().wireName())
            .bind("verified", submissionId.isPresent() ? 1 : 0)
            .bind("submission", submissionId.orElse(null))
            .bind("completedAt", completedAt.toEpochMilli())
            .execute()
        == 1;
  }

  /** The learner's completion of one exercise. */
  Optional<Completion> findCompletion(Handle handle, String learnerId, String exerciseId) {
    return handle
        .createQuery(
            """
            /* exercise.find_completion */
            SELECT exercise_id, language, verified, completed_at FROM exercise_completion
            WHERE learner_id = :learner AND exercise_id = :exercise
            """)
        .bind("learner", learnerId)
        .bind("exercise", exerciseId)
        .map(
            (row, context) ->
                new Completion(
                    row.getString("exercise_id"),
                    row.getString("language"),
                    row.getInt("verified") == 1,
                    Instant.ofEpochMilli(row.getLong("completed_at"))))
        .findOne();
  }

  /** Ids of the exercises that the learner completed before {@code end}. */
  Set<String> completedBefore(Handle handle, String learnerId, Instant end) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                /* exercise.completed */
                SELECT exercise_id FROM exercise_completion
                WHERE learner_id = :learner AND completed_at < :end
                """)
            .bind("learner", learnerId)
            .bind("end", end.toEpochMilli())
            .mapTo(String.class)
            .list());
  }
}
