package org.llmtutor.service.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Ollama's own chat, newline-delimited JSON. {@code prompt_eval_count} is left out when the prompt
 * was evaluated before: then it is not known, which is not zero. Thinking is part of {@code
 * eval_count}.
 */
final class OllamaProtocol implements Protocol {

  @Override
  public String path() {
    return "/api/chat";
  }

  @Override
  public String streamType() {
    return "application/x-ndjson";
  }

  @Override
  public String body(LlmRequest request) {
    ObjectNode body = Json.object();
    body.put("model", request.model());
    Json.putMessages(body, request.messages());
    body.put("stream", request.stream());
    body.putObject("options").put("num_predict", request.maxOutputTokens());
    return Json.write(body);
  }

  @Override
  public EventParser parser(int maxLineBytes) {
    return new LineParser(maxLineBytes);
  }

  @Override
  public boolean isOutOfMoney(int status, JsonNode body) {
    return false;
  }

  @Override
  public Reader reader(Reply reply) {
    return new ChatReader(reply);
  }

  private static final class ChatReader implements Reader {

    private final Reply reply;

    ChatReader(Reply reply) {
      this.reply = reply;
    }

    @Override
    public Step accept(EventParser.Event event) throws BadReply {
      JsonNode line = Json.parse(event.data());
      Json.requireObject(line);
      if (line.hasNonNull("error")) {
        return Step.failed(false);
      }
      String text = Json.text(line.path("message").path("content"));
      reply.streamed(text);
      take(line);
      return new Step(text, isDone(line) ? Step.End.COMPLETE : Step.End.NOT_YET);
    }

    @Override
    public String acceptWhole(JsonNode body) throws BadReply {
      Json.requireObject(body);
      if (!body.path("message").isObject()) {
        throw BadReply.malformed("sent no message");
      }
      String text = Json.text(body.path("message").path("content"));
      reply.whole(text);
      take(body);
      return text;
    }

    private void take(JsonNode line) throws BadReply {
      reply.model(line.path("model"));
      if (isDone(line)) {
        String reason = line.path("done_reason").asText("stop");
        reply.finished(reason.equals("stop") || reason.equals("length") ? reason : "other");
        reply.usage(
            new TokenUsage(
                Json.count(line, "prompt_eval_count"),
                null,
                null,
                Json.count(line, "eval_count"),
                null));
      }
    }

    private static boolean isDone(JsonNode line) {
      return line.path("done").asBoolean(false);
    }
  }
}
