package org.llmtutor.service.exercise;

import java.time.Instant;

/**
 * A row of {@code exercise_submission}.
 *
 * @param id ULID
 * @param learnerId who submitted
 * @param exerciseId which exercise
 * @param language language of the code
 * @param code the learner's code; never logged
 * @param status {@code pass}, {@code fail} or {@code error}
 * @param results the outcome of every case, as JSON
 * @param submittedAt when it was judged
 */
record Submission(
    String id,
    String learnerId,
    String exerciseId,
    String language,
    String code,
    String status,
    String results,
    Instant submittedAt) {

  /** Leaves the code and what it returned out. */
  @Override
  public String toString() {
    return "Submission[" + id + ", " + exerciseId + ", " + status + "]";
  }
}
