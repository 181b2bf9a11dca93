package org.llmtutor.service.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** The JSON of chat completions. */
final class OpenAiWire {

  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenAiWire() {}

  /** The body of a request. */
  static String body(LlmRequest request, String maxTokensField) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", request.model());
    ArrayNode messages = body.putArray("messages");
    for (LlmMessage message : request.messages()) {
      messages.addObject().put("role", message.role().wireName()).put("content", message.text());
    }
    body.put(maxTokensField, request.maxOutputTokens());
    body.put("stream", request.stream());
    if (request.stream()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers can be written", e);
    }
  }

  /** Parses what a provider sent; the exception repeats nothing of it. */
  static JsonNode parse(byte[] json) throws BadReply {
    if (json.length == 0) {
      throw BadReply.malformed("sent an empty body");
    }
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw BadReply.malformed("sent something that is not JSON");
    }
  }

  /** As {@link #parse(byte[])}. */
  static JsonNode parse(String json) throws BadReply {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw BadReply.malformed("sent something that is not JSON");
    }
  }
}
