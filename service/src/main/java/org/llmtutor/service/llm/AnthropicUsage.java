package org.llmtutor.service.llm;

import static org.llmtutor.service.llm.Json.count;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Collects the {@code usage} objects of one reply of Anthropic's. Input, cache reads and cache
 * writes are disjoint there already; thinking is part of the output. Counts are cumulative, so the
 * largest stands.
 *
 * <p>The first event of a stream tells the output of the first token only. It is not taken, so that
 * a stream that breaks off is booked by the text that came and not as one token.
 */
final class AnthropicUsage {

  private @Nullable Long input;
  private @Nullable Long cacheRead;
  private @Nullable Long cacheWrite;
  private @Nullable Long cacheWriteLong;
  private @Nullable Long output;
  private @Nullable Long thinking;
  private boolean disputed;

  /** What the first event of a stream tells. */
  void begin(JsonNode usage) throws BadReply {
    if (!isTold(usage)) {
      return;
    }
    input = larger(input, count(usage, "input_tokens"));
    cacheRead = larger(cacheRead, count(usage, "cache_read_input_tokens"));
    takeCacheWrites(usage);
  }

  /** What a whole reply, or a later event of a stream, tells. */
  void add(JsonNode usage) throws BadReply {
    if (!isTold(usage)) {
      return;
    }
    begin(usage);
    output = larger(output, count(usage, "output_tokens"));
    thinking = larger(thinking, count(usage.path("output_tokens_details"), "thinking_tokens"));
    if (output != null && thinking != null && thinking > output) {
      throw BadReply.badUsage("usage says more thinking_tokens than output_tokens");
    }
  }

  /** The classes as they are known now. */
  TokenUsage counts() {
    Long spoken = output == null || thinking == null ? output : Long.valueOf(output - thinking);
    return new TokenUsage(input, cacheRead, cacheWrite, cacheWriteLong, spoken, thinking, disputed);
  }

  private void takeCacheWrites(JsonNode usage) throws BadReply {
    Long whole = count(usage, "cache_creation_input_tokens");
    JsonNode parts = usage.path("cache_creation");
    Long brief = count(parts, "ephemeral_5m_input_tokens");
    Long hour = count(parts, "ephemeral_1h_input_tokens");
    if (brief == null && hour == null) {
      cacheWrite = larger(cacheWrite, whole);
      return;
    }
    long sum = (brief == null ? 0 : brief) + (hour == null ? 0 : hour);
    disputed |= whole != null && whole != sum;
    // What the parts do not explain is written at the default lifetime.
    long unexplained = whole == null ? 0 : Math.max(0, whole - sum);
    cacheWrite = larger(cacheWrite, (brief == null ? 0 : brief) + unexplained);
    cacheWriteLong = larger(cacheWriteLong, hour);
  }

  private static boolean isTold(JsonNode usage) throws BadReply {
    if (usage.isMissingNode() || usage.isNull()) {
      return false;
    }
    if (!usage.isObject()) {
      throw BadReply.badUsage("usage is not an object");
    }
    return true;
  }

  private static @Nullable Long larger(@Nullable Long known, @Nullable Long told) {
    if (known == null || told == null) {
      return known == null ? told : known;
    }
    return Math.max(known, told);
  }
}
