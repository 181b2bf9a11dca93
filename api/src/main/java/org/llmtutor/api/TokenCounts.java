package org.llmtutor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of one call or of a sum of calls, in disjoint classes. A class the provider did not tell
 * is absent, which is not the same as zero.
 *
 * @param input prompt tokens that were neither read from nor written to a cache
 * @param cachedInput prompt tokens read from the provider's cache
 * @param cacheWrite prompt tokens written to the provider's cache for the short time that is its
 *     default
 * @param cacheWriteLong prompt tokens written to the provider's cache for a longer time
 * @param output visible reply tokens
 * @param reasoning hidden reply tokens
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenCounts(
    @Nullable Long input,
    @JsonProperty("cached_input") @Nullable Long cachedInput,
    @JsonProperty("cache_write") @Nullable Long cacheWrite,
    @JsonProperty("cache_write_long") @Nullable Long cacheWriteLong,
    @Nullable Long output,
    @Nullable Long reasoning) {

  /** Nothing was told. */
  public static final TokenCounts NONE = new TokenCounts(null, null, null, null, null, null);

  /** All prompt tokens; a class that was not told counts as zero. */
  public long prompt() {
    return told(input) + told(cachedInput) + told(cacheWrite) + told(cacheWriteLong);
  }

  /** All reply tokens; a class that was not told counts as zero. */
  public long reply() {
    return told(output) + told(reasoning);
  }

  private static long told(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
