package org.llmtutor.service.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.TestTutor;

/** What may be said at registration and changed later. */
class AccountResourceTest {

  @TempDir static Path directory;
  private static TestTutor tutor;

  @BeforeAll
  static void start() {
    tutor = TestTutor.start(directory, "accounts.registrationsPerMinute=10000");
  }

  @AfterAll
  static void stop() {
    tutor.close();
  }

  @Test
  void aRegistrationHasDefaultsAndItsTokenIsNotInTheProfile() {
    TestTutor.Reply reply = tutor.post("/api/users", "", "{\"display_name\":\"  Ada L.  \"}");
    JsonNode profile = reply.json().get("profile");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(profile.get("display_name").asText()).isEqualTo("Ada L.");
    assertThat(profile.get("level").asText()).isEqualTo("beginner");
    assertThat(profile.get("languages").toString()).isEqualTo("[\"python\",\"java\"]");
    assertThat(profile.has("class_code")).isFalse();
    String token = reply.json().get("token").asText();
    assertThat(tutor.get("/api/me", token).body()).isEqualTo(profile.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                       | display_name",
        "{\"display_name\":null}                                  | display_name",
        "{\"display_name\":\"   \"}                               | 1 to 64",
        "{\"display_name\":\"a\\u0000b\"}                         | control character",
        "{\"display_name\":\"a\\u001b[31m\"}                      | control character",
        "{\"display_name\":\"A\",\"level\":\"wizard\"}            | beginner, intermediate",
        "{\"display_name\":\"A\",\"level\":\"\"}                  | beginner, intermediate",
        "{\"display_name\":\"A\",\"languages\":[]}                | at least one",
        "{\"display_name\":\"A\",\"languages\":[\"cobol\"]}       | python, java",
        "{\"display_name\":\"A\",\"languages\":[null]}            | python, java",
        "{\"display_name\":\"A\",\"languages\":[\"java\",\"java\"]} | once at most",
        "{\"display_name\":\"A\",\"class_code\":\"\"}             | Ask the teacher",
        "{\"display_name\":\"A\",\"class_code\":\"nobody-has-it\"} | Ask the teacher",
        "{\"display_name\":\"A\",\"class_code\":\"../../etc\"}    | Ask the teacher",
      })
  void aRegistrationThatIsNotAcceptableSaysWhatIs(String body, String remedy) {
    TestTutor.Reply reply = tutor.post("/api/users", "", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    assertThat(reply.json().get("code").asText()).isEqualTo("invalid_request");
    assertThat(reply.json().get("message").asText()).contains(remedy);
  }

  @Test
  void aDisplayNameHasSixtyFourCharactersAtMost() {
    String longest = "{\"display_name\":\"" + "a".repeat(64) + "\"}";
    assertThat(tutor.post("/api/users", "", longest).status()).isEqualTo(201);
    assertThat(tutor.post("/api/users", "", longest.replace("aa", "aab")).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"display_name\":\"\"}",
        "{\"level\":\"wizard\"}",
        "{\"languages\":[null]}",
        "{\"languages\":[\"java\",null]}"
      })
  void aChangeHasTheLimitsOfARegistration(String patch) {
    String token = tutor.register();
    assertThat(tutor.send("PATCH", "/api/me", token, patch).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null"})
  void aMissingBodyIsARefusalThatSaysSo(String body) {
    TestTutor.Reply reply = tutor.post("/api/users", "", body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(tutor.send("PATCH", "/api/me", tutor.register(), body).status()).isEqualTo(400);
  }

  @Test
  void twoChangesAtTheSameTimeAreBothKept() {
    for (int i = 0; i < 20; i++) {
      String token = tutor.register();
      CompletableFuture<Integer> level = patch(token, "{\"level\":\"advanced\"}");
      CompletableFuture<Integer> languages = patch(token, "{\"languages\":[\"java\"]}");
      assertThat(level.join() + languages.join()).isEqualTo(400);
      JsonNode profile = tutor.get("/api/me", token).json();
      assertThat(profile.get("level").asText()).isEqualTo("advanced");
      assertThat(profile.get("languages").toString()).isEqualTo("[\"java\"]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "-x", "abcdefghijklmnopqrstuvwxyzabcdefg"})
  void aClassCodeThatNobodyCouldTypeIsRefused(String code) {
    String path = "/api/ops/classes/" + code.replace(" ", "%20");
    assertThat(tutor.send("PUT", path, tutor.operatorToken(), "{}").status()).isEqualTo(422);
  }

  @Test
  void aRefusalForWantOfATokenSaysHowToAuthenticate() {
    TestTutor.Reply reply = tutor.get("/api/me", "");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("www-authenticate")).isEqualTo("Bearer");
  }

  @Test
  @Tag("fault-36")
  void aLearnerIsForbiddenEveryOperatorRoute() {
    String token = tutor.register();
    for (String path : new String[] {"/api/ops/costs", "/api/ops/classes"}) {
      assertThat(tutor.get(path, token).status()).as(path).isEqualTo(403);
    }
    assertThat(tutor.send("PUT", "/api/ops/classes/x", token, "{}").status()).isEqualTo(403);
  }

  private static CompletableFuture<Integer> patch(String token, String body) {
    return CompletableFuture.supplyAsync(
        () -> tutor.send("PATCH", "/api/me", token, body).status());
  }
}
