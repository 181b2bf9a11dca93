package org.llmtutor.service.exercise;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs many Python programs in one process of {@code python3}. */
final class PythonPrograms {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final long TIMEOUT_SECONDS = 60;

  private final Path folder;
  private final Map<String, Map<String, Object>> programs = new HashMap<>();
  private final Map<String, Exercise> exercises = new HashMap<>();

  /** Keeps its files in {@code folder}. */
  PythonPrograms(Path folder) {
    this.folder = folder;
  }

  /** Whether there is a {@code python3} that starts. */
  static boolean available() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("python3", "-c", "").start();
      return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Adds a program that is to solve {@code exercise}. */
  void add(String name, String source, Exercise exercise) {
    List<List<Object>> cases = exercise.cases().stream().map(Exercise.Case::input).toList();
    String entry = exercise.entry().getOrDefault("python", "");
    programs.put(name, Map.of("source", source, "entry", entry, "cases", cases));
    exercises.put(name, exercise);
  }

  /** Runs all programs. */
  Map<String, ProgramRun> run() throws IOException, InterruptedException {
    Path script = folder.resolve("run_programs.py");
    try (InputStream in = PythonPrograms.class.getResourceAsStream("run_programs.py")) {
      Files.copy(in, script);
    }
    Path input = folder.resolve("programs.json");
    Path output = folder.resolve("outputs.json");
    JSON.writeValue(input.toFile(), programs);
    Process process =
        new ProcessBuilder("python3", script.toString())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("A Python program did not end in " + TIMEOUT_SECONDS + " s.");
    }
    return read(Files.readString(output, StandardCharsets.UTF_8));
  }

  private Map<String, ProgramRun> read(String json) throws IOException {
    Map<String, List<Map<String, Object>>> answers =
        JSON.readValue(json, new TypeReference<Map<String, List<Map<String, Object>>>>() {});
    Map<String, ProgramRun> runs = new HashMap<>();
    exercises.forEach(
        (name, exercise) -> runs.put(name, runOf(exercise, answers.getOrDefault(name, List.of()))));
    return runs;
  }

  private static ProgramRun runOf(Exercise exercise, List<Map<String, Object>> values) {
    ProgramRun run = ProgramRun.empty();
    for (int i = 0; i < values.size(); i++) {
      String name = exercise.cases().get(i).name();
      if (values.get(i).containsKey("error")) {
        run.errors().put(name, String.valueOf(values.get(i).get("error")));
      } else {
        run.outputs().put(name, values.get(i).get("value"));
      }
    }
    return run;
  }
}
