package org.llmtutor.service.exercise;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import java.util.List;
import java.util.Map;
import org.llmtutor.api.ExerciseDetail;
import org.llmtutor.api.ExerciseSummary;

/**
 * One exercise, as its file tells it. Immutable. The reference solutions are for the server alone:
 * they are left out of {@link #toString} and of JSON.
 *
 * @param id stable slug, {@code <first concept>-<difficulty>}
 * @param title for the learner
 * @param difficulty how hard it is
 * @param concepts what it practises, the main concept first
 * @param instructions the task, in Markdown
 * @param entry name of the function to write, by language
 * @param starter code to begin with, by language; it does not solve the exercise
 * @param cases inputs with expected results, never empty
 * @param solutions reference solution by language; never leaves the server
 * @param hints three hints, from a question to nearly a step; they never hold a solution's line
 * @param commonMistakes what often goes wrong
 */
public record Exercise(
    String id,
    String title,
    Difficulty difficulty,
    List<String> concepts,
    String instructions,
    Map<String, String> entry,
    Map<String, String> starter,
    List<Case> cases,
    @JsonProperty(value = "solution", access = Access.WRITE_ONLY) Map<String, String> solutions,
    List<String> hints,
    @JsonProperty("common_mistakes") List<String> commonMistakes) {

  private static final int TELLTALE_LENGTH = 8;

  /** Copies the collections. */
  public Exercise {
    concepts = List.copyOf(concepts);
    entry = Map.copyOf(entry);
    starter = Map.copyOf(starter);
    cases = List.copyOf(cases);
    solutions = Map.copyOf(solutions);
    hints = List.copyOf(hints);
    commonMistakes = List.copyOf(commonMistakes);
  }

  /**
   * One test case.
   *
   * @param name unique in the exercise
   * @param input the arguments, JSON values
   * @param expected what a right solution returns, a JSON value
   */
  public record Case(String name, List<Object> input, Object expected) {

    /** Copies the arguments. */
    public Case {
      input = List.copyOf(input);
    }
  }

  /**
   * The reference solution, for guarding replies and for tests; never send it anywhere.
   *
   * @throws IllegalArgumentException if {@code language} is not one of {@link Catalogue#LANGUAGES}
   */
  public String solution(String language) {
    String solution = solutions.get(language);
    if (solution == null) {
      throw new IllegalArgumentException(
          "'" + language + "': not a language; use one of " + Catalogue.LANGUAGES);
    }
    return solution;
  }

  /**
   * The lines of the reference solution that would give it away: those that are not in the starter
   * and say more than any program does, trimmed. A reply that holds one of them leaks.
   */
  public List<String> telltaleLines(String language) {
    String given = starter.getOrDefault(language, "");
    return solution(language)
        .lines()
        .map(String::strip)
        .filter(line -> line.length() >= TELLTALE_LENGTH && !line.startsWith("import "))
        .filter(line -> !given.contains(line))
        .distinct()
        .toList();
  }

  /** What a list shows of it. */
  public ExerciseSummary summary(boolean completed) {
    return new ExerciseSummary(
        id, title, difficulty.wireName(), concepts, Catalogue.LANGUAGES, completed);
  }

  /** What the learner may see of it. */
  public ExerciseDetail detail(boolean completed) {
    List<ExerciseDetail.Case> shown =
        cases.stream()
            .map(each -> new ExerciseDetail.Case(each.name(), each.input(), each.expected()))
            .toList();
    return new ExerciseDetail(
        id,
        title,
        difficulty.wireName(),
        concepts,
        instructions,
        starter,
        shown,
        commonMistakes,
        completed);
  }

  /** Shows the id alone. */
  @Override
  public String toString() {
    return "Exercise[" + id + "]";
  }
}
