package org.llmtutor.service.llm;

import java.util.List;

/**
 * What the offline tutor answers from: the exercise's own teaching notes, never its solution.
 *
 * @param title the exercise's title
 * @param concepts names of the concepts it trains
 * @param hints from the gentlest to the most direct
 * @param commonMistakes what learners often get wrong
 * @param hintLevel 1 a guiding question, 2 a hint, 3 a stronger hint, 4 a worked step
 */
public record Grounding(
    String title,
    List<String> concepts,
    List<String> hints,
    List<String> commonMistakes,
    int hintLevel) {

  /** Copies the lists; rejects a hint level outside 1 to 4. */
  public Grounding {
    concepts = List.copyOf(concepts);
    hints = List.copyOf(hints);
    commonMistakes = List.copyOf(commonMistakes);
    if (hintLevel < 1 || hintLevel > 4) {
      throw new IllegalArgumentException(hintLevel + ": not a hint level; use 1 to 4");
    }
  }
}
