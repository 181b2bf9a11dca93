package org.llmtutor.service.llm;

import java.util.Locale;

/** One message of a conversation. Its text is private: {@link #toString} shows only the length. */
public record LlmMessage(Role role, String text) {

  /** Who speaks. */
  public enum Role {
    /** The tutor's instructions. */
    SYSTEM,
    /** The learner. */
    USER,
    /** The model. */
    ASSISTANT;

    /** The name on the wire, such as {@code user}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A message with the tutor's instructions. */
  public static LlmMessage system(String text) {
    return new LlmMessage(Role.SYSTEM, text);
  }

  /** A message of the learner. */
  public static LlmMessage user(String text) {
    return new LlmMessage(Role.USER, text);
  }

  /** A message of the model. */
  public static LlmMessage assistant(String text) {
    return new LlmMessage(Role.ASSISTANT, text);
  }

  @Override
  public String toString() {
    return role.wireName() + " message of " + text.length() + " characters";
  }
}
