package org.llmtutor.cli.ledger;

import org.jspecify.annotations.Nullable;
import org.llmtutor.api.TokenCounts;

/** Sums and differences of tokens by class; a class that is not told counts as zero here. */
final class Tokens {

  static final TokenCounts NONE = new TokenCounts(0L, 0L, 0L, 0L, 0L, null);

  private Tokens() {}

  static TokenCounts sum(TokenCounts a, TokenCounts b) {
    return new TokenCounts(
        told(a.input()) + told(b.input()),
        told(a.cachedInput()) + told(b.cachedInput()),
        told(a.cacheWrite()) + told(b.cacheWrite()),
        told(a.cacheWriteLong()) + told(b.cacheWriteLong()),
        a.reply() + b.reply(),
        null);
  }

  /** Whether every class is the same. */
  static boolean same(TokenCounts a, TokenCounts b) {
    return told(a.input()) == told(b.input())
        && told(a.cachedInput()) == told(b.cachedInput())
        && told(a.cacheWrite()) == told(b.cacheWrite())
        && told(a.cacheWriteLong()) == told(b.cacheWriteLong())
        && a.reply() == b.reply();
  }

  static long told(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
