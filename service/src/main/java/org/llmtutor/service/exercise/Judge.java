package org.llmtutor.service.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.SubmissionResult;

/**
 * Compares what a learner's runner reports with what the cases expect. It runs no code. Stateless.
 */
final class Judge {

  static final String PASS = "pass";
  static final String FAIL = "fail";
  static final String ERROR = "error";

  /** Every status of a submission. */
  static final List<String> STATUSES = List.of(PASS, FAIL, ERROR);

  private static final int MAX_SHOWN = 200;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Judge() {}

  /** One outcome per case, in the exercise's order; a case without an output did not run. */
  static List<SubmissionResult.Test> judge(Exercise exercise, Map<String, Object> outputs) {
    return exercise.cases().stream().map(each -> judge(each, outputs)).toList();
  }

  /** {@code error} if a case did not run, else {@code fail} if one failed, else {@code pass}. */
  static String status(List<SubmissionResult.Test> tests) {
    for (String bad : List.of(ERROR, FAIL)) {
      if (tests.stream().anyMatch(test -> test.status().equals(bad))) {
        return bad;
      }
    }
    return PASS;
  }

  /** Why the status is {@code error}; null when it is not. */
  static @Nullable String message(List<SubmissionResult.Test> tests) {
    long missing = tests.stream().filter(test -> test.status().equals(ERROR)).count();
    return missing == 0
        ? null
        : missing + " of " + tests.size() + " cases did not run; report what each returned.";
  }

  private static SubmissionResult.Test judge(Exercise.Case each, Map<String, Object> outputs) {
    if (!outputs.containsKey(each.name())) {
      return new SubmissionResult.Test(each.name(), ERROR, "The case did not run.");
    }
    Object actual = outputs.get(each.name());
    if (JsonEquality.same(each.expected(), actual)) {
      return new SubmissionResult.Test(each.name(), PASS, null);
    }
    String message = "Expected " + shown(each.expected()) + ", but got " + shown(actual) + ".";
    return new SubmissionResult.Test(each.name(), FAIL, message);
  }

  private static String shown(@Nullable Object value) {
    try {
      String json = JSON.writeValueAsString(value);
      return json.length() <= MAX_SHOWN ? json : json.substring(0, MAX_SHOWN) + "…";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A JSON value cannot be written as JSON.", e);
    }
  }
}
