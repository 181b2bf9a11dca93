package org.llmtutor.service.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Anthropic's Messages. */
final class AnthropicProtocol implements Protocol {

  private final String apiVersion;

  AnthropicProtocol(String apiVersion) {
    this.apiVersion = apiVersion;
  }

  @Override
  public String path() {
    return "/messages";
  }

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  @Override
  public void sign(HttpRequest.Builder request, ApiKey key) {
    request.header("anthropic-version", apiVersion);
    key.sign(request, "x-api-key", "");
  }

  @Override
  public String body(LlmRequest request) {
    ObjectNode body = Json.object();
    body.put("model", request.model());
    body.put("max_tokens", request.maxOutputTokens());
    List<String> system =
        request.messages().stream()
            .filter(message -> message.role() == LlmMessage.Role.SYSTEM)
            .map(LlmMessage::text)
            .filter(text -> !text.isBlank())
            .toList();
    if (!system.isEmpty()) {
      body.put("system", String.join("\n\n", system));
    }
    Json.putMessages(body, alternating(request.messages()));
    body.put("stream", request.stream());
    return Json.write(body);
  }

  /**
   * The conversation as the interface wants it: the learner begins, roles alternate, nothing is
   * empty. Neighbours of one role become one message.
   */
  private static List<LlmMessage> alternating(List<LlmMessage> messages) {
    List<LlmMessage> turns = new ArrayList<>();
    for (LlmMessage message : messages) {
      LlmMessage last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
      boolean first = last == null && message.role() == LlmMessage.Role.ASSISTANT;
      if (message.role() == LlmMessage.Role.SYSTEM || message.text().isBlank() || first) {
        continue;
      }
      if (last != null && last.role() == message.role()) {
        String joined = last.text() + "\n\n" + message.text();
        turns.set(turns.size() - 1, new LlmMessage(message.role(), joined));
      } else {
        turns.add(message);
      }
    }
    return turns;
  }

  @Override
  public EventParser parser(int maxLineBytes) {
    return new SseParser(maxLineBytes);
  }

  @Override
  public boolean isOutOfMoney(int status, JsonNode body) {
    return status >= 400 && status < 500 && isOutOfMoney(body.path("error"));
  }

  /** An empty account is told as an invalid request, so that its message must be searched. */
  private static boolean isOutOfMoney(JsonNode error) {
    String message = error.path("message").asText("").toLowerCase(Locale.ROOT);
    return error.path("type").asText("").equals("billing_error")
        || message.contains("credit balance is too low");
  }

  @Override
  public Reader reader(Reply reply) {
    return new MessageReader(reply);
  }

  private static final class MessageReader implements Reader {

    private final Reply reply;
    private final AnthropicUsage usage = new AnthropicUsage();

    MessageReader(Reply reply) {
      this.reply = reply;
    }

    @Override
    public Step accept(EventParser.Event event) throws BadReply {
      JsonNode data = Json.parse(event.data());
      Json.requireObject(data);
      return switch (data.path("type").asText("")) {
        case "message_start" -> start(data.path("message"));
        case "content_block_start" -> text(data.path("content_block"));
        case "content_block_delta" -> text(data.path("delta"));
        case "message_delta" -> delta(data);
        case "message_stop" -> Step.COMPLETE;
        case "error" -> Step.failed(isOutOfMoney(data.path("error")));
        default -> Step.NOTHING; // Pings, and what is yet to be invented.
      };
    }

    private Step start(JsonNode message) throws BadReply {
      reply.model(message.path("model"));
      usage.begin(message.path("usage"));
      takeUsage(message.path("usage"));
      return Step.NOTHING;
    }

    private Step text(JsonNode block) throws BadReply {
      String type = block.path("type").asText("");
      if (!type.equals("text") && !type.equals("text_delta")) {
        return Step.NOTHING; // Thinking, tools, citations.
      }
      String text = Json.text(block.path("text"));
      reply.streamed(text);
      return Step.text(text);
    }

    private Step delta(JsonNode data) throws BadReply {
      takeStopReason(data.path("delta"));
      usage.add(data.path("usage"));
      takeUsage(data.path("usage"));
      return Step.NOTHING;
    }

    @Override
    public String acceptWhole(JsonNode message) throws BadReply {
      Json.requireObject(message);
      if (!message.path("content").isArray()) {
        throw BadReply.malformed("sent no content");
      }
      StringBuilder text = new StringBuilder();
      for (JsonNode block : message.path("content")) {
        if (block.path("type").asText("").equals("text")) {
          text.append(Json.text(block.path("text")));
        }
      }
      reply.whole(text.toString());
      reply.model(message.path("model"));
      takeStopReason(message);
      usage.add(message.path("usage"));
      takeUsage(message.path("usage"));
      return text.toString();
    }

    private void takeUsage(JsonNode told) {
      reply.usage(usage.counts());
      reply.serviceTier(told.path("service_tier"));
    }

    private void takeStopReason(JsonNode holder) {
      JsonNode reason = holder.path("stop_reason");
      if (reason.isTextual() && !reason.textValue().isEmpty()) {
        reply.finished(
            switch (reason.textValue()) {
              case "end_turn", "stop_sequence" -> "stop";
              case "max_tokens", "model_context_window_exceeded" -> "length";
              case "tool_use" -> "tool_calls";
              case "refusal" -> "content_filter";
              default -> "other";
            });
      }
    }
  }
}
