package org.llmtutor.prices;

import java.math.BigDecimal;
import java.util.List;

/**
 * The rates of one class of service, by prompt size.
 *
 * @param rates for prompts below every tier
 * @param tiers other rates above prompt sizes, the smallest size first
 */
public record RateCard(Rates rates, List<SizeTier> tiers) {

  /** Copies the tiers. */
  public RateCard {
    tiers = List.copyOf(tiers);
  }

  BigDecimal cost(Tokens tokens) {
    Rates chosen = rates;
    for (SizeTier tier : tiers) {
      if (tokens.prompt() > tier.abovePromptTokens()) {
        chosen = tier.rates();
      }
    }
    return chosen.cost(tokens);
  }

  /**
   * The most that a request of at most this size can cost: it may fall in any tier up to its own.
   */
  BigDecimal worstCase(long promptTokens, long replyTokens) {
    BigDecimal most = rates.worstCase(promptTokens, replyTokens);
    for (SizeTier tier : tiers) {
      if (promptTokens > tier.abovePromptTokens()) {
        most = most.max(tier.rates().worstCase(promptTokens, replyTokens));
      }
    }
    return most;
  }

  RateCard times(BigDecimal factor) {
    return new RateCard(
        rates.times(factor, factor),
        tiers.stream()
            .map(tier -> new SizeTier(tier.abovePromptTokens(), tier.rates().times(factor, factor)))
            .toList());
  }
}
