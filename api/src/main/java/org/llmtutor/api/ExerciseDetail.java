package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * One exercise as a learner may see it: reply of {@code GET /api/exercises/{id}} and {@code
 * /daily}. The reference solution is not part of it and never leaves the server; hints come through
 * the chat.
 *
 * @param id stable slug
 * @param title for the learner
 * @param difficulty {@code easy}, {@code medium} or {@code hard}
 * @param concepts what it practises
 * @param instructions the task, in Markdown
 * @param starter code to begin with, by language
 * @param cases inputs with expected results
 * @param commonMistakes what often goes wrong
 * @param completed whether the asking learner completed it
 */
public record ExerciseDetail(
    String id,
    String title,
    String difficulty,
    List<String> concepts,
    String instructions,
    Map<String, String> starter,
    List<Case> cases,
    @JsonProperty("common_mistakes") List<String> commonMistakes,
    boolean completed) {

  /** Copies the collections. */
  public ExerciseDetail {
    concepts = List.copyOf(concepts);
    starter = Map.copyOf(starter);
    cases = List.copyOf(cases);
    commonMistakes = List.copyOf(commonMistakes);
  }

  /**
   * One test case.
   *
   * @param name unique in the exercise
   * @param input the arguments, a JSON list
   * @param expected the value that a right solution returns, any JSON value
   */
  public record Case(String name, List<Object> input, Object expected) {}
}
