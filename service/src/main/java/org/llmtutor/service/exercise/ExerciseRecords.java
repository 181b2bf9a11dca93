package org.llmtutor.service.exercise;

import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.llmtutor.service.account.LearnerRecords;

/** Submissions of a learner; completions stay, for they are counted. Stateless. */
public final class ExerciseRecords implements LearnerRecords {

  @Override
  public Map<String, Long> count(Handle handle, String learnerId) {
    long submissions =
        handle
            .createQuery(
                """
                /* exercise.count_of_learner */
                SELECT COUNT(*) FROM exercise_submission WHERE learner_id = :id
                """)
            .bind("id", learnerId)
            .mapTo(Long.class)
            .one();
    return Map.of("submissions", submissions);
  }

  @Override
  public void erase(Handle handle, String learnerId) {
    handle
        .createUpdate(
            """
            /* exercise.erase_links */
            UPDATE exercise_completion SET submission_id = NULL WHERE learner_id = :id
            """)
        .bind("id", learnerId)
        .execute();
    handle
        .createUpdate(
            """
            /* exercise.erase_submissions */
            DELETE FROM exercise_submission WHERE learner_id = :id
            """)
        .bind("id", learnerId)
        .execute();
  }
}
