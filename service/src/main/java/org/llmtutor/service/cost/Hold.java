package org.llmtutor.service.cost;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.Tokens;
import org.llmtutor.service.llm.TokenUsage;

/**
 * Money set aside for one attempt, durable before the provider is called.
 *
 * @param id the ledger row
 * @param context whom it is booked on
 * @param provider who is called
 * @param model which model
 * @param amount worst case
 * @param price prices that will be applied, those of {@code startedAt}
 * @param day usage day
 * @param startedAt when it was made
 */
record Hold(
    String id,
    CallContext context,
    String provider,
    String model,
    Usd amount,
    Price price,
    LocalDate day,
    Instant startedAt) {

  /** What the attempt cost, exact to the nano-dollar, half-even. */
  Usd cost(TokenUsage usage, @Nullable String serviceTier) {
    return Usd.of(price.cost(tokens(usage), serviceTier));
  }

  /** Tokens to be priced; what was not told counts as zero. */
  static Tokens tokens(TokenUsage usage) {
    return new Tokens(
        told(usage.input()),
        told(usage.cachedInput()),
        told(usage.cacheWrite()),
        told(usage.cacheWriteLong()),
        told(usage.output()),
        told(usage.reasoning()));
  }

  private static long told(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
