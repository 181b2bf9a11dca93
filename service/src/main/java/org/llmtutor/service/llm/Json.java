package org.llmtutor.service.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of providers; exceptions repeat nothing of what they sent. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An empty object. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Adds {@code messages} with their roles and texts, as all providers take them. */
  static void putMessages(ObjectNode body, List<LlmMessage> messages) {
    ArrayNode array = body.putArray("messages");
    for (LlmMessage message : messages) {
      array.addObject().put("role", message.role().wireName()).put("content", message.text());
    }
  }

  /** An object as text. */
  static String write(ObjectNode object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers can be written", e);
    }
  }

  /** Parses what a provider sent. */
  static JsonNode parse(byte[] json) throws BadReply {
    if (json.length == 0) {
      throw BadReply.malformed("sent an empty body");
    }
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw BadReply.malformed("sent something that is not JSON");
    }
  }

  /** As {@link #parse(byte[])}. */
  static JsonNode parse(String json) throws BadReply {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw BadReply.malformed("sent something that is not JSON");
    }
  }

  /** Refuses anything but an object. */
  static void requireObject(JsonNode node) throws BadReply {
    if (!node.isObject()) {
      throw BadReply.malformed("sent JSON that is not an object");
    }
  }

  /** Text that may be left out; empty then. */
  static String text(JsonNode node) throws BadReply {
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    if (!node.isTextual()) {
      throw BadReply.malformed("sent content that is not text");
    }
    return node.textValue();
  }

  /** A token count; null when it was not told. */
  static @Nullable Long count(JsonNode parent, String name) throws BadReply {
    JsonNode value = parent.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    if (!whole || value.longValue() < 0 || value.longValue() > TokenUsage.MAX_TOKENS) {
      throw BadReply.badUsage(
          "usage." + name + " is not a whole number from 0 to " + TokenUsage.MAX_TOKENS);
    }
    return value.longValue();
  }
}
