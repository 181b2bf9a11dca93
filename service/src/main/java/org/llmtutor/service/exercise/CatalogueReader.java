package org.llmtutor.service.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads exercise files from the class path, strictly: an unknown, missing, empty or duplicate field
 * is an error that names file and field.
 */
final class CatalogueReader {

  private static final ObjectReader STRICT =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .addModule(new ParameterNamesModule())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(Exercise.class);

  private final String folder;
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads from one folder, once.
   *
   * @param folder absolute class path name that ends in a slash
   */
  CatalogueReader(String folder) {
    this.folder = folder;
  }

  /**
   * Reads one file for every id.
   *
   * @throws CatalogueException with all problems of all files
   */
  List<Exercise> read(List<String> ids) {
    List<Exercise> exercises = new ArrayList<>();
    ids.forEach(id -> read(id).ifPresent(exercises::add));
    if (!problems.isEmpty()) {
      throw new CatalogueException(
          "The packaged exercises are unusable:\n  " + String.join("\n  ", problems));
    }
    return exercises;
  }

  private Optional<Exercise> read(String id) {
    try (InputStream in = CatalogueReader.class.getResourceAsStream(folder + id + ".yml")) {
      if (in != null) {
        return parse(id, in.readAllBytes());
      }
      problem(id, ": not found; every concept needs an exercise of each difficulty");
    } catch (IOException e) {
      problem(id, ": cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Reads one file's text; notes what is wrong with it. */
  Optional<Exercise> parse(String id, byte[] yaml) {
    try {
      Exercise exercise = STRICT.readValue(yaml);
      ExerciseCheck.problems(id, exercise).forEach(each -> problem(id, ": " + each));
      return Optional.of(exercise);
    } catch (JsonProcessingException e) {
      problem(id, where(e) + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      problem(id, ": cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** What was wrong so far, each with file and field. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private void problem(String id, String what) {
    problems.add(folder.substring(1) + id + ".yml" + what);
  }

  private static String where(JsonProcessingException e) {
    String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return line + ": " + path(mapping.getPath());
    }
    return line;
  }

  private static String path(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
