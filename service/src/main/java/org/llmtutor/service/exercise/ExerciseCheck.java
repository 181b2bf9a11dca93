package org.llmtutor.service.exercise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of an exercise beyond the shape of its file. */
final class ExerciseCheck {

  private static final int HINTS = 3;

  private final Exercise exercise;
  private final List<String> problems = new ArrayList<>();

  private ExerciseCheck(Exercise exercise) {
    this.exercise = exercise;
  }

  /** Everything that is wrong with {@code exercise}, each with the field; empty when it is fine. */
  static List<String> problems(String expectedId, Exercise exercise) {
    ExerciseCheck check = new ExerciseCheck(exercise);
    check.identity(expectedId);
    check.texts();
    check.languages("entry", exercise.entry());
    check.languages("starter", exercise.starter());
    check.languages("solution", exercise.solutions());
    check.cases();
    if (check.problems.isEmpty()) {
      check.secrets();
    }
    return List.copyOf(check.problems);
  }

  private void identity(String expectedId) {
    require(exercise.id().equals(expectedId), "id: differs from the file's name");
    boolean known = Catalogue.CONCEPTS.containsAll(exercise.concepts());
    require(known, "concepts: holds an unknown one; known are " + Catalogue.CONCEPTS);
    require(
        !exercise.concepts().isEmpty()
            && exercise
                .id()
                .equals(exercise.concepts().get(0) + "-" + exercise.difficulty().wireName()),
        "id: must be the first concept, a hyphen and the difficulty");
    require(isDistinct(exercise.concepts()), "concepts: holds one twice");
  }

  private void texts() {
    require(!exercise.title().isBlank(), "title: is empty");
    require(!exercise.instructions().isBlank(), "instructions: is empty");
    require(exercise.hints().size() == HINTS, "hints: must be exactly " + HINTS);
    require(
        exercise.hints().stream().noneMatch(String::isBlank) && isDistinct(exercise.hints()),
        "hints: must be different and not empty");
    int mistakes = exercise.commonMistakes().size();
    require(mistakes >= 2 && mistakes <= 4, "common_mistakes: must be two to four");
    for (String name : exercise.entry().values()) {
      require(exercise.instructions().contains(name), "instructions: does not show " + name);
    }
  }

  private void languages(String field, Map<String, String> texts) {
    require(
        texts.keySet().equals(Set.copyOf(Catalogue.LANGUAGES)),
        field + ": must have exactly the languages " + Catalogue.LANGUAGES);
    require(texts.values().stream().noneMatch(String::isBlank), field + ": a language is empty");
  }

  private void cases() {
    int size = exercise.cases().size();
    require(size >= 4 && size <= 7, "cases: must be four to seven");
    List<String> names = exercise.cases().stream().map(Exercise.Case::name).toList();
    require(isDistinct(names), "cases: two have the same name");
    require(names.stream().noneMatch(String::isBlank), "cases: one has no name");
    long arities = exercise.cases().stream().map(each -> each.input().size()).distinct().count();
    require(arities == 1, "cases: inputs have different numbers of arguments");
  }

  private void secrets() {
    List<String> shown = new ArrayList<>(exercise.commonMistakes());
    shown.add(exercise.instructions());
    for (String language : Catalogue.LANGUAGES) {
      for (String line : exercise.telltaleLines(language)) {
        require(
            exercise.hints().stream().noneMatch(hint -> hint.contains(line)),
            "hints: give away a line of the " + language + " solution");
        require(
            shown.stream().noneMatch(text -> text.contains(line)),
            "instructions or common_mistakes: give away a line of the " + language + " solution");
      }
    }
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private static boolean isDistinct(List<String> values) {
    return new HashSet<>(values).size() == values.size();
  }
}
