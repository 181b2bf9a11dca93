package org.llmtutor.service.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A complete reply.
 *
 * @param text the whole text
 * @param usage what the provider says it counted
 * @param finishReason {@code stop}, {@code length}, {@code content_filter}, {@code tool_calls} or
 *     {@code other}
 * @param model the model that answered, as the provider names it (at most 100 printable characters)
 * @param latency from the start of the attempt to the last byte that was needed
 * @param timeToFirstToken from the start to the first text; null when the reply was not streamed or
 *     had no text
 * @param serviceTier the class of service it was billed as, in the provider's word, such as {@code
 *     default}, {@code flex}, {@code priority} or {@code batch} (at most 40 printable characters);
 *     null when the provider did not tell
 */
public record LlmResult(
    String text,
    TokenUsage usage,
    String finishReason,
    String model,
    Duration latency,
    @Nullable Duration timeToFirstToken,
    @Nullable String serviceTier) {

  /** Without a class of service. */
  public LlmResult(
      String text,
      TokenUsage usage,
      String finishReason,
      String model,
      Duration latency,
      @Nullable Duration timeToFirstToken) {
    this(text, usage, finishReason, model, latency, timeToFirstToken, null);
  }

  @Override
  public String toString() {
    return "reply of " + text.length() + " characters by " + model + ", " + finishReason;
  }
}
