package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.service.exercise.ExerciseServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test has a learner of its own, so that they do not see each other's completions. */
class ExerciseResourceTest {

  private static final Instant NOON = Instant.parse("2026-03-14T16:00:00Z");

  private static ExerciseServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = new ExerciseServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void setTheClock() {
    server.clock.set(NOON);
  }

  @Test
  void listsTwentyByDefaultOrderedById() throws Exception {
    JsonNode page = json(server.get("list/beginner/python", ""));
    assertThat(ids(page)).hasSize(20).isSorted();
    assertThat(page.has("next_cursor")).isTrue();
    assertThat(page.at("/items/0").toString())
        .isEqualTo(
            "{\"id\":\"conditionals-easy\",\"title\":\"The greenhouse window\","
                + "\"difficulty\":\"easy\",\"concepts\":[\"conditionals\"],"
                + "\"languages\":[\"python\",\"java\"],\"completed\":false}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10, 29, 30, 100})
  void walksOverEveryExerciseOnce(int limit) throws Exception {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(server.get("walk/beginner/java", "?limit=" + limit + cursor));
      assertThat(page.get("items").size()).isBetween(1, limit);
      seen.addAll(ids(page));
      cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").asText() : "";
    } while (!cursor.isEmpty());
    assertThat(seen).containsExactlyElementsOf(new TreeSet<>(Catalogue.packagedIds()));
  }

  @Test
  void filtersByDifficultyAndConcept() throws Exception {
    String learner = "filter/beginner/python";
    assertThat(ids(json(server.get(learner, "?difficulty=hard&limit=100"))))
        .hasSize(10)
        .allMatch(id -> id.endsWith("-hard"));
    assertThat(ids(json(server.get(learner, "?concept=recursion"))))
        .containsExactly("recursion-easy", "recursion-hard", "recursion-medium");
    assertThat(ids(json(server.get(learner, "?concept=maps&difficulty=easy&language=java"))))
        .containsExactly("maps-easy");
  }

  @Test
  void filtersByCompletion() throws Exception {
    String learner = "done/beginner/python";
    server.postNothing(learner, "/maps-easy/complete");
    assertThat(ids(json(server.get(learner, "?completed=true")))).containsExactly("maps-easy");
    assertThat(ids(json(server.get(learner, "?completed=false&limit=100"))))
        .hasSize(29)
        .doesNotContain("maps-easy");
    assertThat(json(server.get(learner, "/maps-easy")).get("completed").asBoolean()).isTrue();
    assertThat(ids(json(server.get("other/beginner/python", "?completed=true")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?difficulty=EASY | difficulty: must be one of easy, medium, hard.",
        "?difficulty= | difficulty: must be one of easy, medium, hard.",
        "?concept=magic | concept: must be one of variables, conditionals,",
        "?language=cobol | language: must be one of python, java.",
        "?completed=yes | completed: must be one of true, false.",
        "?limit=0 | limit: must be a whole number from 1 to 100.",
        "?limit=101 | limit: must be a whole number from 1 to 100.",
        "?limit=ten | limit: must be a whole number from 1 to 100.",
        "?limit=99999999999 | limit: must be a whole number from 1 to 100.",
        "?cursor=!!! | cursor: is not one of ours;",
        "?cursor=bG9vcHM | cursor: is not one of ours;",
      })
  void refusesABadFilterAndSaysWhatIsAllowed(String query, String message) throws Exception {
    HttpResponse<String> response = server.get("bad/beginner/python", query);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(json(response).get("code").asText()).isEqualTo("invalid_request");
    assertThat(json(response).get("message").asText()).startsWith(message);
  }

  @Test
  void showsAnExerciseWithStarterAndCases() throws Exception {
    JsonNode detail = json(server.get("get/beginner/python", "/loops-easy"));
    assertThat(detail.get("title").asText()).isEqualTo("The drying puddle");
    assertThat(detail.at("/starter/python").asText()).contains("def hours_until_dry(litres):");
    assertThat(detail.at("/cases/0").toString())
        .isEqualTo("{\"name\":\"seven litres\",\"input\":[7],\"expected\":3}");
    assertThat(detail.get("common_mistakes").size()).isEqualTo(3);
    assertThat(detail.has("hints")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/weaving-easy", "/LOOPS-EASY", "/loops-easy.yml"})
  void answersNotFoundForAnExerciseThatIsNotThere(String path) throws Exception {
    String learner = "none/beginner/python";
    assertThat(server.get(learner, path).statusCode()).isEqualTo(404);
    assertThat(server.postNothing(learner, path + "/complete").statusCode()).isEqualTo(404);
    assertThat(server.post(learner, path + "/submissions", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void completesOnceAndReturnsTheFirstCompletionAfterwards() throws Exception {
    String learner = "once/beginner/java";
    double before = server.completed("java", "medium");
    HttpResponse<String> first = server.postNothing(learner, "/lists-medium/complete");
    server.clock.set(NOON.plusSeconds(60));
    HttpResponse<String> again =
        server.post(learner, "/lists-medium/complete", "{\"language\":\"python\"}");
    assertThat(first.body())
        .isEqualTo(
            "{\"exercise_id\":\"lists-medium\",\"language\":\"java\",\"verified\":false,"
                + "\"completed_at\":\"2026-03-14T16:00:00Z\"}");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(server.completed("java", "medium")).isEqualTo(before + 1);
  }

  @Test
  void countsFiftyParallelCompletionsOnce() throws Exception {
    double before = server.completed("python", "hard");
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      Callable<String> complete =
          () -> server.postNothing("many/beginner/python", "/maps-hard/complete").body();
      List<Future<String>> replies = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        replies.add(pool.submit(complete));
      }
      TreeSet<String> bodies = new TreeSet<>();
      for (Future<String> reply : replies) {
        bodies.add(reply.get());
      }
      assertThat(bodies).hasSize(1);
      assertThat(bodies.first()).contains("\"exercise_id\":\"maps-hard\"");
    } finally {
      pool.shutdownNow();
    }
    assertThat(server.completed("python", "hard")).isEqualTo(before + 1);
  }

  @Test
  void verifiesACompletionThatAPassingSubmissionStandsBehind() throws Exception {
    String learner = "verified/beginner/python";
    server.post(learner, "/recursion-easy/submissions", passing("recursion-easy"));
    assertThat(
            json(server.postNothing(learner, "/recursion-easy/complete"))
                .get("verified")
                .asBoolean())
        .isTrue();
  }

  @Test
  void refusesToCompleteInAnUnknownLanguage() throws Exception {
    HttpResponse<String> response =
        server.post("l/beginner/python", "/maps-easy/complete", "{\"language\":\"cobol\"}");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("language: must be one of python, java.");
  }

  @Test
  void completesInThePreferredLanguageThatExercisesHave() throws Exception {
    assertThat(
            json(server.postNothing("p/beginner/kotlin,java,python", "/maps-easy/complete"))
                .get("language")
                .asText())
        .isEqualTo("java");
    HttpResponse<String> response = server.postNothing("q/beginner/kotlin", "/maps-easy/complete");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("language: is missing; use one of python, java.");
  }

  static String passing(String id) throws Exception {
    Exercise exercise = Catalogue.packaged().find(id).orElseThrow();
    ObjectNode outputs = ExerciseServer.JSON.createObjectNode();
    for (Exercise.Case each : exercise.cases()) {
      outputs.set(each.name(), ExerciseServer.JSON.valueToTree(each.expected()));
    }
    ObjectNode request = ExerciseServer.JSON.createObjectNode();
    request.put("language", "python").put("code", "print(1)").set("outputs", outputs);
    return request.toString();
  }

  private static List<String> ids(JsonNode page) {
    return page.get("items").findValuesAsText("id");
  }
}
