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
 * @param estimatedNanos the part of it whose tokens were estimated
 */
record Rollup(long calls, TokenCounts tokens, long costNanos, long estimatedNanos) {

  /** One settled row. */
  static Rollup of(LedgerRow row) {
    Long cost = row.costNanos();
    long nanos = cost == null ? 0 : cost;
    boolean estimated = Settlement.ESTIMATED.equals(row.costBasis());
    return new Rollup(1, row.tokens(), nanos, estimated ? nanos : 0);
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
    boolean estimated = settlement.basis().equals(Settlement.ESTIMATED);
    long nanos = settlement.cost().nanos();
    return new Rollup(1, tokens, nanos, estimated ? nanos : 0);
  }

  Rollup plus(Rollup other) {
    return new Rollup(
        calls + other.calls,
        sum(tokens, other.tokens),
        costNanos + other.costNanos,
        estimatedNanos + other.estimatedNanos);
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
