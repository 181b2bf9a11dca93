package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a learner and an operator do on a fresh installation, end to end. */
class JourneyTest {

  @TempDir static Path directory;
  private static TestTutor tutor;

  @BeforeAll
  static void start() {
    tutor = TestTutor.start(directory);
  }

  @AfterAll
  static void noStepSentOneStatementOverAndOver() {
    double repeated = tutor.metric("database_repeated_statements_total");
    tutor.close();
    assertThat(repeated).isZero();
  }

  @Test
  void aLearnerRegistersChatsAndCompletesAndEveryStepIsCounted() {
    double completedBefore = tutor.metric("exercises_completed_total");
    double callsBefore = tutor.metric("llm_api_calls_total");
    String token = tutor.register("{\"display_name\":\"Ada\",\"languages\":[\"java\"]}");
    String exercise = tutor.get("/api/exercises/daily", token).json().get("id").asText();

    JsonNode reply =
        tutor
            .post(
                "/api/chat/message",
                token,
                "{\"message\":\"I am stuck\",\"exercise_id\":\"%s\",\"hint_level\":2}"
                    .formatted(exercise))
            .json();
    assertThat(reply.get("reply").asText()).contains("offline tutor");
    assertThat(reply.get("usage").get("output").asLong()).isPositive();
    assertThat(reply.get("cost_usd").decimalValue()).isPositive();

    assertThat(tutor.post("/api/exercises/" + exercise + "/complete", token, "{}").status())
        .isEqualTo(200);
    assertThat(tutor.metric("exercises_completed_total")).isEqualTo(completedBefore + 1);
    assertThat(tutor.metric("llm_api_calls_total")).isEqualTo(callsBefore + 1);
    assertThat(tutor.metric("active_users")).isPositive();

    JsonNode usage = tutor.get("/api/usage/me", token).json();
    assertThat(usage.at("/days/0/requests").asLong()).isEqualTo(1);
    assertThat(usage.at("/days/0/cost_usd").decimalValue())
        .isEqualByComparingTo(reply.get("cost_usd").decimalValue());
  }

  @Test
  void conversationsGoOnAndBelongToTheirLearnerAlone() {
    String ada = tutor.register();
    String bob = tutor.register();
    JsonNode first =
        tutor.post("/api/chat/message", ada, "{\"message\":\"What is a loop?\"}").json();
    String id = first.get("conversation_id").asText();
    JsonNode second =
        tutor
            .post(
                "/api/chat/message",
                ada,
                "{\"message\":\"And then?\",\"conversation_id\":\"%s\"}".formatted(id))
            .json();
    assertThat(second.get("conversation_id").asText()).isEqualTo(id);
    assertThat(second.at("/usage/input").asLong()).isGreaterThan(first.at("/usage/input").asLong());
    assertThat(tutor.get("/api/chat/conversations/" + id, ada).json().get("messages")).hasSize(4);

    String message = second.get("message_id").asText();
    String up = "{\"rating\":\"up\"}";
    assertThat(tutor.get("/api/chat/conversations/" + id, bob).status()).isEqualTo(404);
    assertThat(tutor.send("DELETE", "/api/chat/conversations/" + id, bob, "").status())
        .isEqualTo(404);
    assertThat(tutor.post("/api/chat/messages/" + message + "/feedback", bob, up).status())
        .isEqualTo(404);
    assertThat(
            tutor
                .post(
                    "/api/chat/message",
                    bob,
                    "{\"message\":\"mine?\",\"conversation_id\":\"%s\"}".formatted(id))
                .status())
        .isEqualTo(404);

    assertThat(tutor.post("/api/chat/messages/" + message + "/feedback", ada, up).status())
        .isEqualTo(204);
    assertThat(tutor.send("DELETE", "/api/chat/conversations/" + id, ada, "").status())
        .isEqualTo(204);
    assertThat(tutor.get("/api/chat/conversations", ada).json().get("items")).isEmpty();
    assertThat(tutor.get("/api/usage/me", ada).json().at("/days/0/requests").asLong())
        .as("erasing text leaves the ledger")
        .isEqualTo(2);
  }

  @Test
  void anOperatorReadsCostsAndALearnerDoesNot() {
    String token = tutor.register();
    tutor.post("/api/chat/message", token, "{\"message\":\"Hello\"}");
    assertThat(tutor.get("/api/ops/costs", "").status()).isEqualTo(401);
    assertThat(tutor.get("/api/ops/costs", token).status()).isEqualTo(403);
    assertThat(tutor.get("/api/me", tutor.operatorToken()).status()).isEqualTo(403);

    JsonNode report = tutor.get("/api/ops/costs?by=model", tutor.operatorToken()).json();
    assertThat(report.at("/rows/0/key/model").asText()).isEqualTo("offline-tutor");
    assertThat(report.at("/total/cost_usd").decimalValue()).isPositive();
    assertThat(report.get("from").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
  }

  @Test
  void teachersMakeClassesAndLearnersJoinThem() {
    String operator = tutor.operatorToken();
    String join = "{\"display_name\":\"Kim\",\"class_code\":\"7b\"}";
    assertThat(tutor.post("/api/users", "", join).status()).isEqualTo(422);
    assertThat(
            tutor.send("PUT", "/api/ops/classes/7b", operator, "{\"title\":\"Seven B\"}").status())
        .isEqualTo(204);
    String kim = tutor.register(join);
    tutor.post("/api/chat/message", kim, "{\"message\":\"Hello\"}");
    JsonNode report = tutor.get("/api/ops/costs?by=class&with_names=true", operator).json();
    assertThat(report.findValuesAsText("class")).contains("7b");
    assertThat(tutor.get("/api/ops/classes", operator).json().at("/0/learners").asInt())
        .isEqualTo(1);
  }

  @Test
  void aLearnerChangesTheProfileButNotWhatIsNotTheirs() {
    String token = tutor.register();
    JsonNode changed = tutor.send("PATCH", "/api/me", token, "{\"level\":\"advanced\"}").json();
    assertThat(changed.get("level").asText()).isEqualTo("advanced");
    assertThat(changed.get("display_name").asText()).isEqualTo("Test");
    assertThat(tutor.send("PATCH", "/api/me", token, "{\"role\":\"operator\"}").status())
        .isIn(400, 422);
    assertThat(tutor.get("/api/me", token).json().get("level").asText()).isEqualTo("advanced");
  }

  @Test
  void aStreamedReplyTellsTextThenUsageThenDone() {
    String token = tutor.register();
    TestTutor.Reply reply =
        tutor.post(
            "/api/chat/message", token, "{\"message\":\"Hello\"}", "Accept", "text/event-stream");
    assertThat(reply.header("content-type")).startsWith("text/event-stream");
    assertThat(reply.body()).startsWith("event: delta\ndata: {\"text\":");
    assertThat(reply.body().indexOf("event: usage"))
        .isLessThan(reply.body().indexOf("event: done"));
    assertThat(reply.body()).contains("\"cost_basis\":\"computed\"").endsWith("}\n\n");
  }

  @Test
  void everyReplyCarriesTheRequestIdThatTheLedgerKeeps() {
    String token = tutor.register();
    TestTutor.Reply reply =
        tutor.post(
            "/api/chat/message",
            token,
            "{\"message\":\"Hello\"}",
            "X-Request-Id",
            "my-request-0001");
    assertThat(reply.header("x-request-id")).isEqualTo("my-request-0001");
  }

  @Test
  void anyoneMayAskForTheVerbsOfARoute() {
    for (String path : new String[] {"/api/users", "/api/ops/costs", "/api/chat/message"}) {
      TestTutor.Reply reply = tutor.send("OPTIONS", path, "", "");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Allow")).contains("OPTIONS").containsAnyOf("GET", "POST");
    }
  }

  @Test
  void sqlInATokenIsAPlainRefusal() {
    for (String token : new String[] {"' OR '1'='1", "pg_sleep(10)--aaaaaaaaaaa", "x"}) {
      assertThat(tutor.get("/api/me", token).status()).isEqualTo(401);
    }
  }
}
