package org.llmtutor.prices;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a call that starts at one instant costs. Fixed at that instant: a band or an entry that
 * begins during the call changes nothing.
 *
 * @param entry the entry of the book that applies
 * @param at when the call starts
 */
public record Price(PriceEntry entry, Instant at) {

  /** The entry's, for the ledger. */
  public String id() {
    return entry.id();
  }

  /**
   * Whether the book says what this class of service costs; null, not told, is the default class.
   */
  public boolean knows(@Nullable String serviceTier) {
    return entry.card(serviceTier).isPresent();
  }

  /**
   * The exact cost in dollars. A class of service that the book does not know costs what the
   * dearest one that it knows does.
   */
  public BigDecimal cost(Tokens tokens, @Nullable String serviceTier) {
    Optional<RateCard> card = entry.card(serviceTier);
    BigDecimal cost =
        card.isPresent()
            ? card.get().cost(tokens)
            : most(entry.cards().stream().map(each -> each.cost(tokens)));
    return cost.multiply(entry.factor(at));
  }

  /**
   * The most a call of at most this size can cost, in dollars: whatever the classes of its tokens,
   * in any tier up to its size, in any class of service.
   */
  public BigDecimal worstCase(long promptTokens, long replyTokens) {
    return most(entry.cards().stream().map(card -> card.worstCase(promptTokens, replyTokens)))
        .multiply(entry.factor(at));
  }

  private static BigDecimal most(Stream<BigDecimal> amounts) {
    return amounts.max(Comparator.naturalOrder()).orElseThrow();
  }
}
