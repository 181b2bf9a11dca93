package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.cli.json.JsonObject;

/**
 * What the ledger says of one model on one UTC day.
 *
 * @param calls settled calls
 * @param tokens by class, all reply tokens as output
 * @param costUsd what they cost
 * @param estimatedCalls those whose tokens were estimated
 * @param unknownCalls calls whose outcome is not known
 * @param unknownUsd the most that those may have cost
 */
record LedgerDay(
    long calls,
    TokenCounts tokens,
    BigDecimal costUsd,
    long estimatedCalls,
    long unknownCalls,
    BigDecimal unknownUsd) {

  static final LedgerDay NOTHING =
      new LedgerDay(0, Tokens.NONE, BigDecimal.ZERO, 0, 0, BigDecimal.ZERO);

  static LedgerDay of(JsonObject row) {
    JsonObject tokens = row.object("tokens");
    TokenCounts counts =
        new TokenCounts(
            count(tokens, "input"),
            count(tokens, "cached_input"),
            count(tokens, "cache_write"),
            count(tokens, "cache_write_long"),
            count(tokens, "output") + count(tokens, "reasoning"),
            null);
    return new LedgerDay(
        row.count("calls"),
        counts,
        row.number("cost_usd"),
        row.count("estimated_calls"),
        row.count("unknown_calls"),
        row.number("unknown_usd"));
  }

  private static long count(JsonObject tokens, String name) {
    return tokens.optionalNumber(name).isPresent() ? tokens.count(name) : 0;
  }

  LedgerDay plus(LedgerDay other) {
    return new LedgerDay(
        calls + other.calls,
        Tokens.sum(tokens, other.tokens),
        costUsd.add(other.costUsd),
        estimatedCalls + other.estimatedCalls,
        unknownCalls + other.unknownCalls,
        unknownUsd.add(other.unknownUsd));
  }

  boolean isNothing() {
    return calls == 0 && unknownCalls == 0;
  }
}
