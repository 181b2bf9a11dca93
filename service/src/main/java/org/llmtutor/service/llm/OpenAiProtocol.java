package org.llmtutor.service.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** OpenAI's chat completions, with the dialects of those who imitate them. */
final class OpenAiProtocol implements Protocol {

  private static final Set<String> NO_MONEY =
      Set.of(
          "insufficient_quota",
          "billing_not_active",
          "billing_hard_limit_reached",
          "insufficient_balance");

  private static final Set<String> FINISH_REASONS =
      Set.of("stop", "length", "content_filter", "tool_calls");

  private final String maxTokensField;

  OpenAiProtocol(String maxTokensField) {
    this.maxTokensField = maxTokensField;
  }

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  @Override
  public String body(LlmRequest request) {
    ObjectNode body = Json.object();
    body.put("model", request.model());
    Json.putMessages(body, request.messages());
    body.put(maxTokensField, request.maxOutputTokens());
    body.put("stream", request.stream());
    if (request.stream()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    return Json.write(body);
  }

  @Override
  public EventParser parser(int maxLineBytes) {
    return new SseParser(maxLineBytes);
  }

  @Override
  public boolean isOutOfMoney(int status, JsonNode body) {
    return status == 429 && isOutOfMoney(body.path("error"));
  }

  private static boolean isOutOfMoney(JsonNode error) {
    return NO_MONEY.contains(error.path("code").asText(""))
        || NO_MONEY.contains(error.path("type").asText(""));
  }

  @Override
  public Reader reader(Reply reply) {
    return new CompletionReader(reply);
  }

  private static final class CompletionReader implements Reader {

    private final Reply reply;

    CompletionReader(Reply reply) {
      this.reply = reply;
    }

    @Override
    public Step accept(EventParser.Event event) throws BadReply {
      if (event.data().strip().equals("[DONE]")) {
        return Step.COMPLETE;
      }
      JsonNode chunk = Json.parse(event.data());
      JsonNode error = chunk.path("error");
      if (event.type().equals("error") || (!error.isMissingNode() && !error.isNull())) {
        return Step.failed(isOutOfMoney(error));
      }
      Json.requireObject(chunk);
      JsonNode choice = chunk.path("choices").path(0);
      String delta = content(choice.path("delta"));
      reply.streamed(delta);
      take(chunk, choice);
      return Step.text(delta);
    }

    @Override
    public String acceptWhole(JsonNode completion) throws BadReply {
      Json.requireObject(completion);
      JsonNode choice = completion.path("choices").path(0);
      if (!choice.path("message").isObject()) {
        throw BadReply.malformed("sent no choices[0].message");
      }
      String content = content(choice.path("message"));
      reply.whole(content);
      take(completion, choice);
      return content;
    }

    private void take(JsonNode message, JsonNode choice) throws BadReply {
      JsonNode reason = choice.path("finish_reason");
      if (reason.isTextual() && !reason.textValue().isEmpty()) {
        reply.finished(FINISH_REASONS.contains(reason.textValue()) ? reason.textValue() : "other");
      }
      reply.model(message.path("model"));
      reply.serviceTier(message.path("service_tier"));
      // Groq tells the usage of a stream beside the standard's place.
      reply.usage(OpenAiUsage.read(message.path("x_groq").path("usage")));
      reply.usage(OpenAiUsage.read(message.path("usage")));
    }

    private static String content(JsonNode message) throws BadReply {
      JsonNode content = message.path("content");
      return content.isMissingNode() || content.isNull()
          ? message.path("refusal").asText("")
          : Json.text(content);
    }
  }
}
