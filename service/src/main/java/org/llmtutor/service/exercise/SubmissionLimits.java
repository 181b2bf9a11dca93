package org.llmtutor.service.exercise;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.ApiException;

/** Refuses submissions that are too large or do not fit the exercise. Stateless. */
final class SubmissionLimits {

  private final ExerciseConfig config;

  SubmissionLimits(ExerciseConfig config) {
    this.config = config;
  }

  /**
   * The code, if there is some and it is small enough.
   *
   * @throws ApiException 422 otherwise
   */
  String code(@Nullable String code) {
    if (code == null || code.isBlank()) {
      throw ApiException.invalid("code: is missing; send the code that was run.");
    }
    long most = config.maxCodeSize().toBytes();
    if (code.getBytes(StandardCharsets.UTF_8).length > most) {
      throw ApiException.invalid("code: is too long; at most " + most + " bytes are accepted.");
    }
    return code;
  }

  /**
   * The outputs by case, if they are within bounds and all belong to cases.
   *
   * @throws ApiException 422 otherwise
   */
  Map<String, Object> outputs(@Nullable Map<String, Object> outputs, Exercise exercise) {
    if (outputs == null) {
      return Map.of();
    }
    if (outputs.size() > config.maxOutputs()) {
      throw ApiException.invalid(
          "outputs: are too many; at most " + config.maxOutputs() + " are accepted.");
    }
    Set<String> cases =
        exercise.cases().stream().map(Exercise.Case::name).collect(Collectors.toSet());
    if (!cases.containsAll(outputs.keySet())) {
      List<String> known = exercise.cases().stream().map(Exercise.Case::name).toList();
      throw ApiException.invalid(
          "outputs: names a case that this exercise does not have; its cases are " + known + ".");
    }
    requireBounded(outputs.values());
    return outputs;
  }

  private void requireBounded(Collection<Object> values) {
    int left = config.maxOutputNodes();
    for (Object value : values) {
      left = count(value, 1, left);
    }
  }

  /** Counts {@code value} and what is inside off {@code left}. */
  private int count(@Nullable Object value, int depth, int left) {
    if (depth > config.maxOutputDepth()) {
      throw ApiException.invalid(
          "outputs: are nested too deeply; at most "
              + config.maxOutputDepth()
              + " levels are accepted.");
    }
    if (left == 0) {
      throw ApiException.invalid(
          "outputs: hold too many values; at most "
              + config.maxOutputNodes()
              + " are accepted in all.");
    }
    int rest = left - 1;
    for (Object child : children(value)) {
      rest = count(child, depth + 1, rest);
    }
    return rest;
  }

  private static Collection<?> children(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values();
    }
    return value instanceof Collection<?> list ? list : List.of();
  }
}
