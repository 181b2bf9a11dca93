package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /api/chat/conversations/{id}}; in the list of {@code GET
 * /api/chat/conversations} without its messages.
 *
 * @param id the conversation's id
 * @param exerciseId exercise it is about, if any
 * @param createdAt when it began
 * @param updatedAt when the last message came
 * @param messages oldest first; absent in a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Conversation(
    String id,
    @JsonProperty("exercise_id") @Nullable String exerciseId,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("updated_at") Instant updatedAt,
    @Nullable List<Message> messages) {

  /** Copies the list. */
  public Conversation {
    messages = messages == null ? null : List.copyOf(messages);
  }

  /**
   * One message.
   *
   * @param id the message's id
   * @param role {@code learner} or {@code tutor}
   * @param text what was said
   * @param complete false when a reply broke off
   * @param createdAt when it was said
   */
  public record Message(
      String id,
      String role,
      String text,
      boolean complete,
      @JsonProperty("created_at") Instant createdAt) {}
}
