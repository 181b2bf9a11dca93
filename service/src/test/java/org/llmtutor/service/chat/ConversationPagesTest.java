package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.TestTutor;

/** A learner's conversations page by page, and feedback on them. */
class ConversationPagesTest {

  @TempDir static Path directory;
  private static final List<String> MADE = new ArrayList<>();
  private static TestTutor tutor;
  private static String token = "";

  @BeforeAll
  static void chatFiveTimes() {
    tutor = TestTutor.start(directory);
    token = tutor.register();
    for (int i = 0; i < 5; i++) {
      MADE.add(chat("{\"message\":\"Hello\"}").get("conversation_id").asText());
    }
  }

  private static JsonNode chat(String body) {
    return tutor.post("/api/chat/message", token, body).json();
  }

  @AfterAll
  static void stop() {
    tutor.close();
  }

  private static JsonNode page(String query) {
    return tutor.get("/api/chat/conversations" + query, token).json();
  }

  @Test
  void pagesShowEachConversationOnceNewestFirst() {
    List<String> seen = new ArrayList<>();
    String query = "?limit=2";
    int pages = 0;
    for (JsonNode page = page(query); ; page = page(query)) {
      pages++;
      page.get("items").forEach(item -> seen.add(item.get("id").asText()));
      page.get("items").forEach(item -> assertThat(item.has("messages")).isFalse());
      if (!page.has("next_cursor")) {
        break;
      }
      query = "?limit=2&cursor=" + page.get("next_cursor").asText();
    }
    List<String> newestFirst = new ArrayList<>(MADE);
    Collections.reverse(newestFirst);
    assertThat(seen).isEqualTo(newestFirst);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void aPageThatIsJustFullHasNoNext() {
    assertThat(page("?limit=5").has("next_cursor")).isFalse();
    assertThat(page("?limit=5").get("items")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=x",
        "limit=",
        "cursor=",
        "cursor=x",
        "cursor=%00",
        "cursor=%27%20OR%201=1"
      })
  void aBadParameterIsRefused(String query) {
    TestTutor.Reply reply = tutor.get("/api/chat/conversations?" + query, token);
    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"rating\":\"meh\"}", "{\"rating\":null}", "{\"comment\":\"nice\"}"})
  void feedbackNeedsARating(String body) {
    assertThat(tutor.post("/api/chat/messages/x/feedback", token, body).status()).isEqualTo(422);
  }

  @Test
  void feedbackGoesToTheTutorsMessagesOnlyAndTheLastWordCounts() {
    JsonNode reply = chat("{\"message\":\"Hi\",\"conversation_id\":\"" + MADE.get(0) + "\"}");
    String path = "/api/chat/messages/" + reply.get("message_id").asText() + "/feedback";
    assertThat(tutor.post(path, token, "{\"rating\":\"up\"}").status()).isEqualTo(204);
    assertThat(tutor.post(path, token, "{\"rating\":\"down\"}").status()).isEqualTo(204);
    LedgerRows rows = new LedgerRows(directory);
    assertThat(rows.number("SELECT COUNT(*) FROM message_feedback WHERE rating = 'down'"))
        .isEqualTo(1);
    String own =
        tutor
            .get("/api/chat/conversations/" + MADE.get(0), token)
            .json()
            .at("/messages/0/id")
            .asText();
    assertThat(
            tutor
                .post("/api/chat/messages/" + own + "/feedback", token, "{\"rating\":\"up\"}")
                .status())
        .isEqualTo(404);
    String tooLong = "{\"rating\":\"up\",\"comment\":\"" + "x".repeat(2_001) + "\"}";
    assertThat(tutor.post(path, token, tooLong).status()).isEqualTo(422);
  }

  @Test
  void aConversationThatIsNotThereIsNotFound() {
    assertThat(tutor.get("/api/chat/conversations/nothing", token).status()).isEqualTo(404);
    assertThat(tutor.send("DELETE", "/api/chat/conversations/nothing", token, "").status())
        .isEqualTo(404);
  }
}
