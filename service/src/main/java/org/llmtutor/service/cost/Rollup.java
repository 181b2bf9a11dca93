package org.llmtutor.service.cost;

import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.service.llm.TokenUsage;

/**
 * Sums over settled rows. A class of tokens that no row was told is null, which is not zero.
 *
 * @param calls how many rows
 * @param tokens their tokens by class
 * @param costNanos what they cost
 * @param estimated the part of it whose tokens were estimated
 * @param told the part of it that providers told
 * @param replies how many of them nothing broke
 */
record Rollup(
    long calls, TokenCounts tokens, long costNanos, Part estimated, Part told, long replies) {

  /** Some of the rows. */
  record Part(long calls, long nanos) {

    private static final Part NONE = new Part(0, 0);

    private static Part of(boolean counts, long nanos) {
      return counts ? new Part(1, nanos) : NONE;
    }

    private Part plus(Part other) {
      return new Part(calls + other.calls, nanos + other.nanos);
    }
  }

  /** One settled row. */
  static Rollup of(LedgerRow row) {
    Long cost = row.costNanos();
    long nanos = cost == null ? 0 : cost;
    return of(row.tokens(), nanos, row.costBasis(), row.errorType());
  }

  /** One call that is being settled. */
  static Rollup of(Settlement settlement) {
    TokenUsage usage = settlement.usage();
    TokenCounts tokens =
        new TokenCounts(
            usage.input(),
            usage.cachedInput(),
            usage.cacheWrite(),
            usage.cacheWriteLong(),
            usage.output(),
            usage.reasoning());
    long nanos = settlement.cost().nanos();
    return of(tokens, nanos, settlement.basis(), settlement.errorType());
  }

  private static Rollup of(
      TokenCounts tokens, long nanos, @Nullable String basis, @Nullable String error) {
    return new Rollup(
        1,
        tokens,
        nanos,
        Part.of(Settlement.ESTIMATED.equals(basis), nanos),
        Part.of(Settlement.PROVIDER.equals(basis), nanos),
        error == null ? 1 : 0);
  }

  Rollup plus(Rollup other) {
    return new Rollup(
        calls + other.calls,
        sum(tokens, other.tokens),
        costNanos + other.costNanos,
        estimated.plus(other.estimated),
        told.plus(other.told),
        replies + other.replies);
  }

  private static TokenCounts sum(TokenCounts a, TokenCounts b) {
    return new TokenCounts(
        sum(a.input(), b.input()),
        sum(a.cachedInput(), b.cachedInput()),
        sum(a.cacheWrite(), b.cacheWrite()),
        sum(a.cacheWriteLong(), b.cacheWriteLong()),
        sum(a.output(), b.output()),
        sum(a.reasoning(), b.reasoning()));
  }

  private static @Nullable Long sum(@Nullable Long a, @Nullable Long b) {
    if (a == null) {
      return b;
    }
    return b == null ? a : Long.valueOf(a + b);
  }

  /** For people. */
  String shown() {
    return calls + (calls == 1 ? " call, " : " calls, ") + new Usd(costNanos);
  }
}
