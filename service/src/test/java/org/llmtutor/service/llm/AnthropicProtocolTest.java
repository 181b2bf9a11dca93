package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicProtocolTest {

  private final AnthropicProtocol protocol = new AnthropicProtocol("2023-06-01");
  private final Reply reply = new Reply(Deadline.after(Duration.ofMinutes(1)), "m");

  @Test
  void theSystemPromptIsAFieldOfItsOwn() throws BadReply {
    JsonNode body = body(LlmMessage.system("be kind"), LlmMessage.user("why?"));

    assertThat(body)
        .isEqualTo(
            Json.parse(
                """
                {"model":"m","max_tokens":64,"system":"be kind",
                "messages":[{"role":"user","content":"why?"}],"stream":true}
                """));
  }

  @Test
  void rolesAlternateAndTheLearnerBegins() throws BadReply {
    JsonNode body =
        body(
            LlmMessage.assistant("cut off from its question"),
            LlmMessage.user("one"),
            LlmMessage.user("two"),
            LlmMessage.assistant(" "),
            LlmMessage.user("three"),
            LlmMessage.assistant("four"),
            LlmMessage.user("five"));

    assertThat(body.path("messages"))
        .isEqualTo(
            Json.parse(
                """
                [{"role":"user","content":"one\\n\\ntwo\\n\\nthree"},
                {"role":"assistant","content":"four"},{"role":"user","content":"five"}]
                """));
    assertThat(body.has("system")).isFalse();
  }

  @Test
  void sendsTheVersionOfTheInterface() {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://example.com"));
    protocol.sign(request, ApiKey.fromEnvironment("p", "K", Map.of("K", "key")));

    assertThat(request.build().headers().map())
        .containsEntry("anthropic-version", List.of("2023-06-01"))
        .containsEntry("x-api-key", List.of("key"))
        .doesNotContainKey("authorization");
  }

  @Test
  void classesAreDisjointAndAddUp() throws BadReply {
    whole(
        """
        {"input_tokens":21,"cache_read_input_tokens":1000,"cache_creation_input_tokens":188,
        "cache_creation":{"ephemeral_5m_input_tokens":88,"ephemeral_1h_input_tokens":100},
        "output_tokens":50,"output_tokens_details":{"thinking_tokens":42}}
        """);

    TokenUsage usage = reply.result().usage();
    assertThat(usage).isEqualTo(new TokenUsage(21L, 1000L, 88L, 100L, 8L, 42L));
    assertThat(usage.total()).isEqualTo(21 + 1000 + 188 + 50);
    assertThat(usage.isComplete()).isTrue();
  }

  @Test
  void aCacheWriteWithoutALifetimeIsABriefOne() throws BadReply {
    whole("{\"input_tokens\":1,\"cache_creation_input_tokens\":188,\"output_tokens\":2}");

    assertThat(reply.result().usage()).isEqualTo(new TokenUsage(1L, null, 188L, null, 2L, null));
  }

  @Test
  void cacheWritesThatDoNotAddUpAreDisputedAndTheLargerFigureStands() throws BadReply {
    whole(
        """
        {"input_tokens":1,"cache_creation_input_tokens":188,
        "cache_creation":{"ephemeral_5m_input_tokens":8,"ephemeral_1h_input_tokens":100},
        "output_tokens":2}
        """);

    TokenUsage usage = reply.result().usage();
    assertThat(usage).isEqualTo(new TokenUsage(1L, null, 88L, 100L, 2L, null, true));
    assertThat(usage.isComplete()).isFalse();
  }

  @Test
  void moreThinkingThanOutputIsRefused() {
    assertThatThrownBy(
            () -> whole("{\"output_tokens\":2,\"output_tokens_details\":{\"thinking_tokens\":3}}"))
        .isInstanceOf(BadReply.class)
        .hasMessageContaining("thinking_tokens");
  }

  @Test
  void countsOfAStreamAreCumulative() throws BadReply {
    Protocol.Reader reader = protocol.reader(reply);
    reader.accept(
        event(
            """
            {"type":"message_start","message":{"usage":{"input_tokens":25,
            "cache_read_input_tokens":7,"output_tokens":1,"service_tier":"priority"}}}
            """));
    assertThat(reply.partial().usage())
        .as("the first token is not the whole output")
        .isEqualTo(new TokenUsage(25L, 7L, null, null, null, null));

    reader.accept(event("{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":15}}"));
    reader.accept(
        event(
            """
            {"type":"message_delta","delta":{"stop_reason":"max_tokens"},
            "usage":{"input_tokens":25,"cache_read_input_tokens":7,"output_tokens":40}}
            """));

    assertThat(reply.result().usage()).isEqualTo(new TokenUsage(25L, 7L, null, null, 40L, null));
    assertThat(reply.result().serviceTier()).isEqualTo("priority");
    assertThat(reply.result().finishReason()).isEqualTo("length");
  }

  @Test
  void onlyTextIsShown() throws BadReply {
    Protocol.Reader reader = protocol.reader(reply);
    for (String delta :
        List.of(
            "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}",
            "{\"type\":\"signature_delta\",\"signature\":\"x\"}",
            "{\"type\":\"text_delta\",\"text\":\"Look.\"}")) {
      reader.accept(event("{\"type\":\"content_block_delta\",\"delta\":" + delta + "}"));
    }

    assertThat(reply.result().text()).isEqualTo("Look.");
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, stop",
    "stop_sequence, stop",
    "max_tokens, length",
    "model_context_window_exceeded, length",
    "tool_use, tool_calls",
    "refusal, content_filter",
    "pause_turn, other"
  })
  void stopReasonsHaveOurNames(String told, String ours) throws BadReply {
    protocol
        .reader(reply)
        .acceptWhole(Json.parse("{\"content\":[],\"stop_reason\":\"" + told + "\"}"));

    assertThat(reply.result().finishReason()).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, Your credit balance is too low to go on, true",
    "403, billing_error, -, true",
    "400, invalid_request_error, messages: at least one message, false",
    "429, rate_limit_error, slower, false",
    "529, overloaded_error, Overloaded, false"
  })
  void knowsAnEmptyAccount(int status, String type, String message, boolean empty) throws BadReply {
    JsonNode body =
        Json.parse(
            "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
                .formatted(type, message));

    assertThat(protocol.isOutOfMoney(status, body)).isEqualTo(empty);
  }

  private void whole(String usage) throws BadReply {
    protocol.reader(reply).acceptWhole(Json.parse("{\"content\":[],\"usage\":" + usage + "}"));
  }

  private static EventParser.Event event(String data) {
    return new EventParser.Event("message", data);
  }

  private JsonNode body(LlmMessage... messages) throws BadReply {
    LlmRequest request =
        new LlmRequest("m", List.of(messages), 64, Duration.ofSeconds(1), "r", true, null);
    return Json.parse(protocol.body(request));
  }
}
