package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.TokenCounts;

/**
 * What a provider says of one model on one UTC day. What its file does not tell is null.
 *
 * @param day UTC
 * @param model the provider's name for it; {@link #ALL} when it does not tell models apart
 * @param requests how many it answered
 * @param tokens by class, all reply tokens as output
 * @param costUsd what it bills
 */
record ProviderUsage(
    LocalDate day,
    String model,
    @Nullable Long requests,
    @Nullable TokenCounts tokens,
    @Nullable BigDecimal costUsd) {

  /** All models together. */
  static final String ALL = "(all)";
}
