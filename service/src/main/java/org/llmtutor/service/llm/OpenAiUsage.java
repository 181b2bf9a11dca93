package org.llmtutor.service.llm;

import static org.llmtutor.service.llm.Json.count;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Turns OpenAI's {@code usage} object into disjoint classes, so that their sum is its {@code
 * total_tokens}. There {@code prompt_tokens} includes the cached ones and {@code completion_tokens}
 * the reasoning ones, so both are subtracted. Dialects that are understood:
 *
 * <ul>
 *   <li>{@code prompt_cache_hit_tokens} instead of the details (DeepSeek);
 *   <li>tokens written to a cache among the prompt's details (OpenRouter);
 *   <li>reasoning beside the completion, told by a total that is the sum of all three (xAI);
 *   <li>reasoning that only the total includes (Gemini's compatible endpoint).
 * </ul>
 *
 * <p>A total that fits none of them makes the counts {@linkplain TokenUsage#disputed disputed}: the
 * larger figure stands, what no class explains being output.
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
    JsonNode details = usage.path("prompt_tokens_details");
    Long prompt = count(usage, "prompt_tokens");
    Long cached = count(details, "cached_tokens");
    if (cached == null) {
      cached = count(usage, "prompt_cache_hit_tokens");
    }
    Long written = count(details, "cache_write_tokens");
    Long input = minus("cached_tokens", prompt, cached);
    input = minus("cache_write_tokens", input, written);
    Replied replied =
        Replied.of(
            prompt,
            count(usage, "completion_tokens"),
            count(usage.path("completion_tokens_details"), "reasoning_tokens"),
            count(usage, "total_tokens"));
    return new TokenUsage(
        input, cached, written, null, replied.output, replied.reasoning, replied.disputed);
  }

  /** The reply's tokens, taken apart. */
  private record Replied(@Nullable Long output, @Nullable Long reasoning, boolean disputed) {

    static Replied of(
        @Nullable Long prompt,
        @Nullable Long completion,
        @Nullable Long reasoning,
        @Nullable Long total)
        throws BadReply {
      if (prompt == null || completion == null || total == null) {
        return inside(completion, reasoning);
      }
      long surplus = total - prompt - completion;
      if (surplus == 0) {
        return inside(completion, reasoning);
      }
      if (reasoning == null && surplus > 0) {
        return new Replied(completion, surplus, false);
      }
      if (reasoning != null && surplus == reasoning) {
        return new Replied(completion, reasoning, false);
      }
      return disputed(completion, reasoning, surplus);
    }

    private static Replied inside(@Nullable Long completion, @Nullable Long reasoning)
        throws BadReply {
      return new Replied(minus("reasoning_tokens", completion, reasoning), reasoning, false);
    }

    private static Replied disputed(long completion, @Nullable Long reasoning, long surplus) {
      long thought = reasoning == null ? 0 : reasoning;
      // Reasoning that does not fit into the completion can only be beside it.
      long inside = thought <= completion ? completion - thought : completion;
      long told = Math.max(completion + surplus, inside + thought);
      return new Replied(told - thought, reasoning, true);
    }
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
}
