package org.llmtutor.service.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one reply while it comes, from chunks or from one whole completion. */
final class OpenAiReply {

  private static final Set<String> FINISH_REASONS =
      Set.of("stop", "length", "content_filter", "tool_calls");

  private final Deadline deadline;
  private final StringBuilder text = new StringBuilder();
  private TokenUsage usage = TokenUsage.UNKNOWN;
  private @Nullable String finishReason;
  private String model;
  private @Nullable Duration timeToFirstToken;

  /** Measures from the start of {@code deadline}; {@code model} is reported if none is told. */
  OpenAiReply(Deadline deadline, String model) {
    this.deadline = deadline;
    this.model = model;
  }

  /** Takes one chunk of a stream and returns its text, often empty. */
  String acceptChunk(JsonNode chunk) throws BadReply {
    requireObject(chunk);
    JsonNode choice = chunk.path("choices").path(0);
    String delta = content(choice.path("delta"));
    if (!delta.isEmpty() && timeToFirstToken == null) {
      timeToFirstToken = deadline.elapsed();
    }
    accept(chunk, choice, delta);
    return delta;
  }

  /** Takes a whole completion and returns its text. */
  String acceptWhole(JsonNode completion) throws BadReply {
    requireObject(completion);
    JsonNode choice = completion.path("choices").path(0);
    if (!choice.path("message").isObject()) {
      throw BadReply.malformed("sent no choices[0].message");
    }
    String content = content(choice.path("message"));
    accept(completion, choice, content);
    if (finishReason == null) {
      finishReason = "other";
    }
    return content;
  }

  /** Whether the model said why it stopped. */
  boolean isFinished() {
    return finishReason != null;
  }

  /** What came so far. */
  LlmException.Partial partial() {
    return new LlmException.Partial(text.toString(), usage);
  }

  /** The complete reply. */
  LlmResult result() {
    String reason = finishReason == null ? "other" : finishReason;
    return new LlmResult(
        text.toString(), usage, reason, model, deadline.elapsed(), timeToFirstToken);
  }

  private void accept(JsonNode message, JsonNode choice, String content) throws BadReply {
    text.append(content);
    JsonNode reason = choice.path("finish_reason");
    if (reason.isTextual() && !reason.textValue().isEmpty()) {
      finishReason = FINISH_REASONS.contains(reason.textValue()) ? reason.textValue() : "other";
    }
    String told = message.path("model").asText("");
    if (told.matches("[!-~]{1,100}")) {
      model = told;
    }
    TokenUsage counted = OpenAiUsage.read(message.path("usage"));
    if (!counted.isUnknown()) {
      usage = counted;
    }
  }

  private static String content(JsonNode message) throws BadReply {
    JsonNode content = message.path("content");
    if (content.isMissingNode() || content.isNull()) {
      return message.path("refusal").asText("");
    }
    if (!content.isTextual()) {
      throw BadReply.malformed("sent content that is not text");
    }
    return content.textValue();
  }

  private static void requireObject(JsonNode node) throws BadReply {
    if (!node.isObject()) {
      throw BadReply.malformed("sent JSON that is not an object");
    }
  }
}
