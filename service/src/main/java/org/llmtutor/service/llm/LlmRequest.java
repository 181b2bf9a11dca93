package org.llmtutor.service.llm;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one reply.
 *
 * @param model the provider's name of the model
 * @param messages the conversation, oldest first; not empty
 * @param maxOutputTokens the reply is cut at this many tokens; at least 1
 * @param deadline from connecting to the last byte; of a call with several attempts, for them all
 * @param firstText from connecting to the first text, within {@code deadline}; for a reply that is
 *     not streamed, to its head; null for no limit of its own
 * @param requestId sent to the provider so that both logs can be matched
 * @param stream whether the provider should send the text as it is made
 * @param grounding what the offline tutor answers from; other providers ignore it
 */
public record LlmRequest(
    String model,
    List<LlmMessage> messages,
    int maxOutputTokens,
    Duration deadline,
    @Nullable Duration firstText,
    String requestId,
    boolean stream,
    @Nullable Grounding grounding) {

  /** Copies the messages; rejects values no provider could work with. */
  public LlmRequest {
    messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("messages: none; a request needs at least one");
    }
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          maxOutputTokens + ": not a number of output tokens; use 1 or more");
    }
    if (firstText != null && (firstText.isZero() || firstText.isNegative())) {
      throw new IllegalArgumentException(firstText + ": not a limit; use more than zero");
    }
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException(deadline + ": not a deadline; use more than zero");
    }
  }

  /** Whose first text may come as late as the rest. */
  public LlmRequest(
      String model,
      List<LlmMessage> messages,
      int maxOutputTokens,
      Duration deadline,
      String requestId,
      boolean stream,
      @Nullable Grounding grounding) {
    this(model, messages, maxOutputTokens, deadline, null, requestId, stream, grounding);
  }

  /** The same request to another model, with another deadline. */
  public LlmRequest on(String otherModel, Duration otherDeadline) {
    return new LlmRequest(
        otherModel,
        messages,
        maxOutputTokens,
        otherDeadline,
        firstText,
        requestId,
        stream,
        grounding);
  }

  /** The same request, with a limit of its own for the first text, or without. */
  public LlmRequest withFirstText(@Nullable Duration limit) {
    return new LlmRequest(
        model, messages, maxOutputTokens, deadline, limit, requestId, stream, grounding);
  }

  /** By when the first text must have come. */
  Deadline forFirstText(Deadline whole) {
    return firstText == null ? whole : whole.shortenedTo(firstText);
  }

  /** The text of the learner's last message; empty when there is none. */
  public String lastUserText() {
    String text = "";
    for (LlmMessage message : messages) {
      if (message.role() == LlmMessage.Role.USER) {
        text = message.text();
      }
    }
    return text;
  }
}
