package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.TokenCounts;

/**
 * One model on one UTC day, as the provider and as the ledger have it.
 *
 * @param day UTC
 * @param model the ledger's name
 * @param provider null when its file has nothing of that day and model
 * @param ledger what was booked
 */
record Comparison(LocalDate day, String model, @Nullable ProviderUsage provider, LedgerDay ledger) {

  /** Requests that the provider has more than the ledger; null when it does not count them. */
  @Nullable Long moreRequests() {
    Long requests = provider == null ? Long.valueOf(0) : provider.requests();
    return requests == null ? null : Long.valueOf(requests - ledger.calls());
  }

  /** Prompt tokens that the provider has more; null when it does not tell tokens. */
  @Nullable Long morePrompt() {
    TokenCounts tokens = tokens();
    return tokens == null ? null : Long.valueOf(tokens.prompt() - ledger.tokens().prompt());
  }

  /** Reply tokens that the provider has more; null when it does not tell tokens. */
  @Nullable Long moreReply() {
    TokenCounts tokens = tokens();
    return tokens == null ? null : Long.valueOf(tokens.reply() - ledger.tokens().reply());
  }

  /** Dollars that the provider has more; null when it does not tell costs. */
  @Nullable BigDecimal moreUsd() {
    BigDecimal cost = provider == null ? null : provider.costUsd();
    return cost == null ? null : cost.subtract(ledger.costUsd());
  }

  /** What the provider counted; nothing when it has nothing, null when it does not tell. */
  @Nullable TokenCounts tokens() {
    return provider == null ? Tokens.NONE : provider.tokens();
  }

  boolean isWithin(Tolerance tolerance) {
    if (provider == null) {
      return ledger.calls() == 0;
    }
    Long requests = provider.requests();
    TokenCounts tokens = provider.tokens();
    BigDecimal cost = provider.costUsd();
    return (requests == null || tolerance.covers(requests, ledger.calls()))
        && (tokens == null || isWithin(tolerance, tokens))
        && (cost == null || tolerance.covers(cost, ledger.costUsd()));
  }

  private boolean isWithin(Tolerance tolerance, TokenCounts tokens) {
    TokenCounts booked = ledger.tokens();
    return tolerance.covers(tokens.prompt(), booked.prompt())
        && tolerance.covers(tokens.reply(), booked.reply())
        && tolerance.covers(Tokens.told(tokens.cachedInput()), Tokens.told(booked.cachedInput()))
        && tolerance.covers(written(tokens), written(booked));
  }

  private static long written(TokenCounts tokens) {
    return Tokens.told(tokens.cacheWrite()) + Tokens.told(tokens.cacheWriteLong());
  }

  /** What is compared first of what the provider tells: for the sign of the difference. */
  int sign() {
    Long prompt = morePrompt();
    Long requests = moreRequests();
    BigDecimal usd = moreUsd();
    if (prompt != null && prompt != 0) {
      return Long.signum(prompt);
    } else if (requests != null && requests != 0) {
      return Long.signum(requests);
    }
    Long reply = moreReply();
    return reply != null && reply != 0 ? Long.signum(reply) : usd == null ? 0 : usd.signum();
  }
}
