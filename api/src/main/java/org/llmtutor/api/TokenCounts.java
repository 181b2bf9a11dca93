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
 * @param cacheWrite prompt tokens written to the provider's cache
 * @param output visible reply tokens
 * @param reasoning hidden reply tokens
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenCounts(
    @Nullable Long input,
    @JsonProperty("cached_input") @Nullable Long cachedInput,
    @JsonProperty("cache_write") @Nullable Long cacheWrite,
    @Nullable Long output,
    @Nullable Long reasoning) {}
