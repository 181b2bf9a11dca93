package org.llmtutor.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.TestTutor.Reply;
import org.slf4j.LoggerFactory;

class ErrorsResourceTest {

  @TempDir Path directory;
  private TestTutor tutor;

  @BeforeEach
  void start() {
    // Nothing listens there, so every chat message fails.
    tutor =
        TestTutor.start(
            directory,
            "console.recentErrors=2",
            "llm.provider=openai",
            "llm.retry.maxAttempts=1",
            "llm.providers.openai.baseUrl=http://127.0.0.1:1/v1",
            "llm.providers.openai.apiKeyEnv=");
  }

  @AfterEach
  void stop() {
    tutor.close();
  }

  private JsonNode errors() {
    return tutor.get("/api/ops/errors", tutor.operatorToken()).json();
  }

  private Reply fail(String learner, String id) {
    String body = "{\"message\":\"my secret homework\",\"exercise_id\":\"loops-easy\"}";
    return tutor.post("/api/chat/message", learner, body, "X-Request-Id", id);
  }

  @Test
  void aReplyThatFailedIsThereWithItsCodeAndWithoutWhatWasWritten() {
    Reply reply = fail(tutor.register(), "request-one");
    assertThat(reply.status()).isGreaterThanOrEqualTo(500);
    JsonNode error = errors().at("/errors/0");
    assertThat(error.get("request_id").asText()).isEqualTo("request-one");
    assertThat(error.get("status").asInt()).isEqualTo(reply.status());
    assertThat(error.get("code").asText()).isEqualTo(reply.json().get("code").asText());
    assertThat(error.get("route").asText()).isEqualTo("/api/chat/message");
    assertThat(error.get("method").asText()).isEqualTo("POST");
    assertThat(errors().toString()).doesNotContain("secret");
  }

  @Test
  void theLastOnesAreKeptNewestFirst() {
    String learner = tutor.register();
    fail(learner, "request-one");
    fail(learner, "request-two");
    fail(learner, "request-three");
    assertThat(errors().findValuesAsText("request_id"))
        .containsExactly("request-three", "request-two");
    assertThat(errors().get("total").asInt()).isEqualTo(3);
  }

  @Test
  void anErrorInTheLogIsThereWithoutItsMessage() {
    LoggerFactory.getLogger("org.example.Worker")
        .error("lost the secret", new IllegalStateException("a secret too"));
    JsonNode error = errors().at("/errors/0");
    assertThat(error.get("logger").asText()).isEqualTo("Worker");
    assertThat(error.get("exception").asText()).isEqualTo("IllegalStateException");
    assertThat(error.has("status")).isFalse();
    assertThat(error.toString()).doesNotContain("secret");
  }

  @Test
  void learnersDoNotSeeThem() {
    assertThat(tutor.get("/api/ops/errors", tutor.register()).status()).isEqualTo(403);
    assertThat(tutor.get("/api/ops/errors", "").status()).isEqualTo(401);
  }
}
