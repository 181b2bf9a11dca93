package org.llmtutor.api;

import java.util.List;

/**
 * An exercise in a list.
 *
 * @param id stable slug, for example {@code loops-easy}
 * @param title for the learner
 * @param difficulty {@code easy}, {@code medium} or {@code hard}
 * @param concepts what it practises
 * @param languages languages it can be solved in
 * @param completed whether the asking learner completed it
 */
public record ExerciseSummary(
    String id,
    String title,
    String difficulty,
    List<String> concepts,
    List<String> languages,
    boolean completed) {

  /** Copies the lists. */
  public ExerciseSummary {
    concepts = List.copyOf(concepts);
    languages = List.copyOf(languages);
  }
}
