package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.api.SubmissionResult;

/** Every shipped exercise: its file, its programs in both languages, and what it keeps back. */
class PackagedExercisesTest {

  private static final Catalogue CATALOGUE = Catalogue.packaged();

  private static JavaPrograms java;
  private static Map<String, ProgramRun> python;

  @BeforeAll
  static void compileAndRun(@TempDir Path folder) throws Exception {
    Map<String, String> sources = new HashMap<>();
    PythonPrograms programs = new PythonPrograms(folder);
    for (Exercise exercise : CATALOGUE.all()) {
      sources.put(solutionOf(exercise), exercise.solution("java"));
      sources.put(starterOf(exercise), exercise.starter().getOrDefault("java", ""));
      programs.add(solutionOf(exercise), exercise.solution("python"), exercise);
      programs.add(starterOf(exercise), exercise.starter().getOrDefault("python", ""), exercise);
    }
    java = JavaPrograms.compile(sources, Files.createDirectory(folder.resolve("classes")));
    python = PythonPrograms.available() ? programs.run() : Map.of();
  }

  @AfterAll
  static void close() throws IOException {
    java.close();
  }

  static List<Exercise> exercises() {
    return CATALOGUE.all();
  }

  @Test
  void coverTenConceptsInThreeDifficulties() {
    assertThat(Catalogue.CONCEPTS).hasSize(10);
    assertThat(CATALOGUE.all()).hasSize(30);
    for (Difficulty difficulty : Difficulty.values()) {
      assertThat(CATALOGUE.course(difficulty))
          .extracting(exercise -> exercise.concepts().get(0))
          .isEqualTo(Catalogue.CONCEPTS);
    }
  }

  @Test
  void areAllInTheIndex() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(Catalogue.class.getResource("/exercises/")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Catalogue.packagedIds().stream().map(id -> id + ".yml").toList());
    }
  }

  @Test
  void haveDifferentTitles() {
    assertThat(CATALOGUE.all()).extracting(Exercise::title).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void compileWithoutAnError(Exercise exercise) {
    assertThat(java.complaints(solutionOf(exercise))).isEmpty();
    assertThat(java.complaints(starterOf(exercise))).noneMatch(line -> line.contains("error:"));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void areSolvedByTheirJavaSolution(Exercise exercise) throws Exception {
    assertPasses(exercise, java.run(solutionOf(exercise), exercise));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void areNotSolvedByTheirJavaStarter(Exercise exercise) throws Exception {
    assertFailsEverywhere(exercise, java.run(starterOf(exercise), exercise));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void areSolvedByTheirPythonSolution(Exercise exercise) {
    assumeTrue(!python.isEmpty(), "python3 is not on the PATH");
    assertPasses(exercise, python.getOrDefault(solutionOf(exercise), ProgramRun.empty()));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void areNotSolvedByTheirPythonStarter(Exercise exercise) {
    assumeTrue(!python.isEmpty(), "python3 is not on the PATH");
    assertFailsEverywhere(exercise, python.getOrDefault(starterOf(exercise), ProgramRun.empty()));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void keepTheSolutionOutOfHintsAndOfWhatLearnersSee(Exercise exercise) throws IOException {
    String seen =
        exercise.hints()
            + exercise.detail(false).toString()
            + exercise.summary(true)
            + JsonMapper.builder().build().readValue(json(exercise), Object.class);
    for (String language : Catalogue.LANGUAGES) {
      assertThat(exercise.telltaleLines(language)).isNotEmpty();
      assertThat(exercise.telltaleLines(language)).noneMatch(seen::contains);
    }
    assertThat(json(exercise)).doesNotContain("\"solution");
    assertThat(exercise.toString()).isEqualTo("Exercise[" + exercise.id() + "]");
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void showTheFunctionInBothStarters(Exercise exercise) {
    exercise
        .entry()
        .forEach((language, name) -> assertThat(exercise.starter().get(language)).contains(name));
    assertThat(exercise.starter().getOrDefault("python", "")).contains("raise NotImplementedError");
    assertThat(exercise.starter().getOrDefault("java", "")).contains("public class Solution");
  }

  private static void assertPasses(Exercise exercise, ProgramRun run) {
    assertThat(run.errors()).isEmpty();
    assertThat(run.judge(exercise)).allMatch(test -> test.status().equals("pass"));
  }

  private static void assertFailsEverywhere(Exercise exercise, ProgramRun run) {
    assertThat(run.judge(exercise))
        .extracting(SubmissionResult.Test::status)
        .doesNotContain("pass");
  }

  private static String json(Exercise exercise) throws IOException {
    return JsonMapper.builder().build().writeValueAsString(exercise);
  }

  private static String solutionOf(Exercise exercise) {
    return "solution_" + exercise.id().replace('-', '_');
  }

  private static String starterOf(Exercise exercise) {
    return "starter_" + exercise.id().replace('-', '_');
  }
}
