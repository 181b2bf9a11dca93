package org.llmtutor.service.exercise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.api.SubmissionResult;

/**
 * What a program returned for each case of its exercise.
 *
 * @param outputs values by case name; a case that failed is missing
 * @param errors messages by case name
 */
record ProgramRun(Map<String, Object> outputs, Map<String, String> errors) {

  static ProgramRun empty() {
    return new ProgramRun(new HashMap<>(), new HashMap<>());
  }

  /** Judged as a submission would be. */
  List<SubmissionResult.Test> judge(Exercise exercise) {
    return Judge.judge(exercise, outputs);
  }
}
