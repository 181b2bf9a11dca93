package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.service.exercise.ExerciseServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionResourceTest {

  private static final String LEARNER = "submitter/beginner/python";
  private static final String PATH = "/recursion-easy/submissions";

  private static ExerciseServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = new ExerciseServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void passesWhenEveryCaseReturnsWhatIsExpected() throws Exception {
    HttpResponse<String> response =
        server.post(LEARNER, PATH, ExerciseResourceTest.passing("recursion-easy"));
    JsonNode result = json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(result.get("version").asInt()).isEqualTo(2);
    assertThat(result.get("status").asText()).isEqualTo("pass");
    assertThat(result.has("message")).isFalse();
    assertThat(result.get("tests").size()).isEqualTo(4);
    assertThat(result.at("/tests/0").toString())
        .isEqualTo("{\"name\":\"no box\",\"status\":\"pass\"}");
    assertThat(result.get("submitted_at").asText()).isEqualTo("2026-03-14T15:00:00Z");
  }

  @Test
  void failsWhenACaseReturnsSomethingElse() throws Exception {
    JsonNode result =
        json(
            submit(
                "{\"no box\":\"gift\",\"one box\":null,\"three boxes\":\"[gift]\",\"eight"
                    + " boxes\":8}"));
    assertThat(result.get("status").asText()).isEqualTo("fail");
    assertThat(result.get("tests").findValuesAsText("status"))
        .containsExactly("pass", "fail", "fail", "fail");
    assertThat(result.at("/tests/1/message").asText())
        .isEqualTo("Expected \"[gift]\", but got null.");
    assertThat(result.at("/tests/2/message").asText())
        .isEqualTo("Expected \"[[[gift]]]\", but got \"[gift]\".");
  }

  @Test
  void errsWhenACaseDidNotRun() throws Exception {
    JsonNode result = json(submit("{\"no box\":\"wrong\"}"));
    assertThat(result.get("status").asText()).isEqualTo("error");
    assertThat(result.get("message").asText()).startsWith("3 of 4 cases did not run");
    assertThat(result.get("tests").findValuesAsText("status"))
        .containsExactly("fail", "error", "error", "error");
  }

  @Test
  void errsWhenNothingRan() throws Exception {
    JsonNode result = json(server.post(LEARNER, PATH, "{\"language\":\"java\",\"code\":\"x\"}"));
    assertThat(result.get("status").asText()).isEqualTo("error");
  }

  @Test
  void keepsWhatWasSubmitted() throws Exception {
    String id = json(submit("{\"no box\":\"gift\"}")).get("id").asText();
    Map<String, Object> row =
        server.database.read(
            handle ->
                handle
                    .createQuery("/* test */ SELECT * FROM exercise_submission WHERE id = :id")
                    .bind("id", id)
                    .mapToMap()
                    .one());
    assertThat(row)
        .containsEntry("learner_id", "submitter")
        .containsEntry("exercise_id", "recursion-easy")
        .containsEntry("language", "python")
        .containsEntry("code", "x = 1")
        .containsEntry("status", "error");
    assertThat(String.valueOf(row.get("results")))
        .startsWith("[{\"name\":\"no box\",\"status\":\"pass\"}");
    assertThat(String.valueOf(row.get("submitted_at")))
        .isEqualTo(String.valueOf(server.clock.millis()));
  }

  @Test
  void cutsLongOutputsInMessages() throws Exception {
    JsonNode result = json(submit("{\"no box\":\"" + "x".repeat(5_000) + "\"}"));
    assertThat(result.at("/tests/0/message").asText()).hasSizeLessThan(250).endsWith("….");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | language: is missing; use one of python, java.",
        "{\"language\":\"cobol\",\"code\":\"x\"} | language: must be one of python, java.",
        "{\"language\":\"java\"} | code: is missing;",
        "{\"language\":\"java\",\"code\":\"  \"} | code: is missing;",
        "{\"language\":\"java\",\"code\":\"x\",\"outputs\":{\"no box\":1,\"secret\":1}}"
            + " | outputs: names a case that this exercise does not have; its cases are [no box,",
      })
  void refusesWhatDoesNotFit(String body, String message) throws Exception {
    HttpResponse<String> response = server.post(LEARNER, PATH, body);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(json(response).get("message").asText()).startsWith(message);
    assertThat(response.body()).doesNotContain("secret", "cobol");
  }

  @Test
  void refusesAMissingBody() throws Exception {
    assertThat(server.postNothing(LEARNER, PATH).statusCode()).isEqualTo(422);
  }

  @Test
  void refusesTooMuchCode() throws Exception {
    String body = "{\"language\":\"java\",\"code\":\"" + "ü".repeat(16 * 1024) + "%s\"}";
    assertThat(server.post(LEARNER, PATH, String.format(body, "")).statusCode()).isEqualTo(200);
    HttpResponse<String> response = server.post(LEARNER, PATH, String.format(body, "x"));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("code: is too long; at most 32768 bytes");
  }

  @Test
  void refusesOutputsThatAreNestedTooDeeply() throws Exception {
    String fits = "[".repeat(15) + "1" + "]".repeat(15);
    assertThat(submit("{\"no box\":" + fits + "}").statusCode()).isEqualTo(200);
    HttpResponse<String> response = submit("{\"no box\":[" + fits + "]}");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("outputs: are nested too deeply; at most 16 levels");
  }

  @Test
  void refusesOutputsWithTooManyValues() throws Exception {
    String nine = "1" + ",1".repeat(9_998);
    assertThat(submit("{\"no box\":[" + nine + "]}").statusCode()).isEqualTo(200);
    HttpResponse<String> response = submit("{\"no box\":[" + nine + ",1]}");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("outputs: hold too many values; at most 10000");
  }

  @Test
  void refusesTooManyOutputs() throws Exception {
    StringBuilder outputs = new StringBuilder("{\"no box\":1");
    for (int i = 0; i < 50; i++) {
      outputs.append(",\"").append(i).append("\":1");
    }
    HttpResponse<String> response = submit(outputs.append('}').toString());
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("outputs: are too many; at most 50");
  }

  private static HttpResponse<String> submit(String outputs) throws Exception {
    return server.post(
        LEARNER, PATH, "{\"language\":\"python\",\"code\":\"x = 1\",\"outputs\":" + outputs + "}");
  }
}
