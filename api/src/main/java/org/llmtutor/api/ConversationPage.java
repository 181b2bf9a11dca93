package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reply of {@code GET /api/chat/conversations}.
 *
 * @param items newest first, without messages
 * @param nextCursor pass as {@code cursor} for the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationPage(
    List<Conversation> items, @JsonProperty("next_cursor") @Nullable String nextCursor) {

  /** Copies the list. */
  public ConversationPage {
    items = List.copyOf(items);
  }
}
