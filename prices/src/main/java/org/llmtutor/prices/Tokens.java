package org.llmtutor.prices;

/**
 * Tokens of one call in disjoint classes, each with a rate of its own.
 *
 * @param input prompt tokens at the full rate
 * @param cachedInput prompt tokens read from the provider's cache
 * @param cacheWrite prompt tokens written to the cache for its short, default time
 * @param cacheWriteLong prompt tokens written to the cache for an hour
 * @param output visible reply tokens
 * @param reasoning hidden reply tokens
 */
public record Tokens(
    long input,
    long cachedInput,
    long cacheWrite,
    long cacheWriteLong,
    long output,
    long reasoning) {

  /** All prompt tokens, which choose the tier. */
  public long prompt() {
    return input + cachedInput + cacheWrite + cacheWriteLong;
  }
}
