package org.llmtutor.service.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.database.TestAddress;

/** What an erasure takes and what it leaves. */
class ErasureTest {

  private static final String CANARY = "zebracanary";

  @TempDir Path directory;
  private TestTutor tutor;
  private String operator;
  private String token;
  private String id;

  @BeforeEach
  void aLearnerWhoDidEverything() {
    tutor = TestTutor.start(directory);
    operator = tutor.operatorToken();
    token = tutor.register("{\"display_name\":\"" + CANARY + " Person\"}");
    id = tutor.get("/api/me", token).json().get("id").asText();
    JsonNode reply =
        tutor
            .post(
                "/api/chat/message",
                token,
                "{\"message\":\"my " + CANARY + " secret\",\"exercise_id\":\"loops-easy\"}",
                "Idempotency-Key",
                CANARY + "-key",
                "X-Request-Id",
                CANARY + "-request")
            .json();
    tutor.post(
        "/api/chat/messages/" + reply.get("message_id").asText() + "/feedback",
        token,
        "{\"rating\":\"up\",\"comment\":\"" + CANARY + "\"}");
    tutor.post(
        "/api/exercises/loops-easy/submissions",
        token,
        "{\"language\":\"python\",\"code\":\"# " + CANARY + "\",\"outputs\":{}}");
    tutor.post("/api/exercises/loops-easy/complete", token, "{\"language\":\"python\"}");
  }

  @AfterEach
  void stop() {
    tutor.close();
  }

  @Test
  void takesIdentityAndTextAndKeepsTotals() {
    JsonNode before = costs();
    JsonNode shown = tutor.get("/api/ops/learners/" + id, operator).json();
    assertThat(shown.at("/records/messages").asInt()).isEqualTo(2);
    assertThat(shown.toString()).doesNotContain(CANARY);

    TestTutor.Reply erased = erase(shown.get("pseudonym").asText());
    assertThat(erased.status()).isEqualTo(200);
    assertThat(erased.json().at("/removed/profiles").asInt()).isOne();
    assertThat(erased.json().at("/removed/messages").asInt()).isEqualTo(2);
    assertThat(erased.json().at("/removed/feedback").asInt()).isOne();
    assertThat(erased.json().at("/removed/submissions").asInt()).isOne();
    assertThat(erased.json().at("/removed/kept_replies").asInt()).isOne();
    assertThat(erased.json().get("ledger_rows").asInt()).isOne();

    assertThat(tutor.get("/api/me", token).status()).isEqualTo(401);
    assertThat(costs()).isEqualTo(before);
    JsonNode verified = tutor.get("/api/ops/ledger/verify?since=7d", operator).json();
    assertThat(verified.toString()).doesNotContain("\"severity\":\"problem\"");
    assertThat(verified.findValues("problems"))
        .isNotEmpty()
        .allMatch(problems -> problems.asInt() == 0);
    JsonNode after = tutor.get("/api/ops/learners/" + id, operator).json();
    assertThat(after.has("erased_at")).isTrue();
    assertThat(after.has("created_at")).isFalse();
    assertThat(after.get("records")).allMatch(count -> count.asInt() == 0);
    assertThat(tutor.get("/api/ops/ledger/export?since=all", operator).body())
        .contains(id)
        .doesNotContain(CANARY);
    assertThat(tutor.get("/api/ops/ledger/rows?request=" + CANARY + "-request", operator).status())
        .isEqualTo(404);
  }

  @Test
  void againIsNoErrorAndAStrangerIsNotFound() {
    JsonNode first = erase(id).json();
    TestTutor.Reply again = erase(id);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("erased_at")).isEqualTo(first.get("erased_at"));
    assertThat(again.json().get("removed")).allMatch(count -> count.asInt() == 0);
    assertThat(erase("01NOBODY").status()).isEqualTo(404);
    assertThat(erase("u000000000000").status()).isEqualTo(404);
  }

  @Test
  void learnersErasesThemselvesAndNobodyElse() {
    String other = tutor.register();
    assertThat(tutor.send("DELETE", "/api/ops/learners/" + id, other, "").status()).isEqualTo(403);
    assertThat(tutor.send("DELETE", "/api/me", token, "").status()).isEqualTo(200);
    assertThat(tutor.get("/api/me", token).status()).isEqualTo(401);
    assertThat(tutor.get("/api/me", other).status()).isEqualTo(200);
  }

  /** SQLite: deleted pages are overwritten, and the log beside the file is emptied. */
  @Test
  void leavesNothingReadableInTheFiles() throws IOException {
    assumeThat(TestAddress.isPostgres()).as("files of SQLite").isFalse();
    assertThat(filesWith(CANARY)).isNotEmpty();
    erase(id);
    assertThat(filesWith(CANARY)).isEmpty();
  }

  private String[] filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          // The client chose its request's id, and the log keeps it until its files are replaced.
          .filter(file -> !file.startsWith(directory.resolve("log")))
          .filter(file -> holds(file, text))
          .map(Path::toString)
          .toArray(String[]::new);
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode costs() {
    return tutor.get("/api/ops/costs?since=7d&by=learner", operator).json().get("total");
  }

  private TestTutor.Reply erase(String learner) {
    return tutor.send("DELETE", "/api/ops/learners/" + learner, operator, "");
  }
}
