package org.llmtutor.service.llm;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of one reply in disjoint classes: no token is counted in two of them, so each can be
 * multiplied with its own price and summed. Null means the provider did not tell; zero means it
 * told zero.
 *
 * @param input read at the full price
 * @param cachedInput read from the provider's cache
 * @param cacheWrite written to the provider's cache for the short time that is its default, such as
 *     five minutes
 * @param cacheWriteLong written to the provider's cache for a longer time, such as an hour
 * @param output written as text
 * @param reasoning written while thinking, not shown
 * @param disputed whether the provider's own figures contradict each other; then the larger stands
 */
public record TokenUsage(
    @Nullable Long input,
    @Nullable Long cachedInput,
    @Nullable Long cacheWrite,
    @Nullable Long cacheWriteLong,
    @Nullable Long output,
    @Nullable Long reasoning,
    boolean disputed) {

  /** The provider told nothing. */
  public static final TokenUsage UNKNOWN = new TokenUsage(null, null, null, null, null, null);

  /** More tokens than this in one class of one reply is an error of whoever counted. */
  public static final long MAX_TOKENS = 1_000_000_000;

  /** Rejects counts below zero or above {@link #MAX_TOKENS}. */
  public TokenUsage {
    requirePlausible("input", input);
    requirePlausible("cachedInput", cachedInput);
    requirePlausible("cacheWrite", cacheWrite);
    requirePlausible("cacheWriteLong", cacheWriteLong);
    requirePlausible("output", output);
    requirePlausible("reasoning", reasoning);
  }

  /** Figures that agree with each other. */
  public TokenUsage(
      @Nullable Long input,
      @Nullable Long cachedInput,
      @Nullable Long cacheWrite,
      @Nullable Long cacheWriteLong,
      @Nullable Long output,
      @Nullable Long reasoning) {
    this(input, cachedInput, cacheWrite, cacheWriteLong, output, reasoning, false);
  }

  /** Without long-lived cache writes, which few providers have. */
  public TokenUsage(
      @Nullable Long input,
      @Nullable Long cachedInput,
      @Nullable Long cacheWrite,
      @Nullable Long output,
      @Nullable Long reasoning) {
    this(input, cachedInput, cacheWrite, null, output, reasoning);
  }

  /** Only input and output. */
  public static TokenUsage of(long input, long output) {
    return new TokenUsage(input, null, null, output, null);
  }

  /**
   * Whether both directions were told, without contradiction, so that a cost can be computed
   * instead of estimated.
   */
  public boolean isComplete() {
    return input != null && output != null && !disputed;
  }

  /** Whether nothing at all was told. */
  public boolean isUnknown() {
    return equals(UNKNOWN);
  }

  /** The sum of all classes; what was not told counts as zero. */
  public long total() {
    return prompt() + told(output) + told(reasoning);
  }

  /** The sum of the prompt's classes; what was not told counts as zero. */
  public long prompt() {
    return told(input) + told(cachedInput) + told(cacheWrite) + told(cacheWriteLong);
  }

  private static long told(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static void requirePlausible(String name, @Nullable Long count) {
    if (count != null && (count < 0 || count > MAX_TOKENS)) {
      throw new IllegalArgumentException(
          count + ": not a number of " + name + " tokens; expected 0 to " + MAX_TOKENS);
    }
  }
}
