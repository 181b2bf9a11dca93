package org.llmtutor.service.llm;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Turns OpenAI's {@code usage} object into disjoint classes. There {@code prompt_tokens} includes
 * the cached ones and {@code completion_tokens} the reasoning ones, so both are subtracted. Two
 * dialects are understood: {@code prompt_cache_hit_tokens} instead of the details, and reasoning
 * beside the completion, told by a {@code total_tokens} that is the sum of all three.
 */
final class OpenAiUsage {

  private OpenAiUsage() {}

  /** The counts of a {@code usage} value; unknown when it is absent or null. */
  static TokenUsage read(JsonNode usage) throws BadReply {
    if (usage.isMissingNode() || usage.isNull()) {
      return TokenUsage.UNKNOWN;
    }
    if (!usage.isObject()) {
      throw BadReply.badUsage("usage is not an object");
    }
    Long prompt = count(usage, "prompt_tokens");
    Long completion = count(usage, "completion_tokens");
    Long cached = count(usage.path("prompt_tokens_details"), "cached_tokens");
    if (cached == null) {
      cached = count(usage, "prompt_cache_hit_tokens");
    }
    Long reasoning = count(usage.path("completion_tokens_details"), "reasoning_tokens");
    Long total = count(usage, "total_tokens");
    boolean beside = isReasoningBeside(prompt, completion, reasoning, total);
    return new TokenUsage(
        minus("cached_tokens", prompt, cached),
        cached,
        null,
        beside ? completion : minus("reasoning_tokens", completion, reasoning),
        reasoning);
  }

  private static boolean isReasoningBeside(
      @Nullable Long prompt,
      @Nullable Long completion,
      @Nullable Long reasoning,
      @Nullable Long total) {
    return prompt != null
        && completion != null
        && reasoning != null
        && total != null
        && reasoning > 0
        && total == prompt + completion + reasoning;
  }

  private static @Nullable Long minus(String name, @Nullable Long whole, @Nullable Long part)
      throws BadReply {
    if (whole == null || part == null) {
      return whole;
    }
    if (part > whole) {
      throw BadReply.badUsage("usage says more " + name + " than tokens they are part of");
    }
    return whole - part;
  }

  private static @Nullable Long count(JsonNode parent, String name) throws BadReply {
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
