package org.llmtutor.service.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.llm.TokenUsage;

/**
 * US dollars per million tokens, by class. Cost is the exact sum over the classes; rounding is left
 * to {@link Usd#of}.
 *
 * @param input prompt tokens
 * @param cachedInput prompt tokens from the cache
 * @param cacheWrite prompt tokens into the cache for the short time that is the default
 * @param cacheWriteLong prompt tokens into the cache for a longer time
 * @param output reply tokens
 * @param reasoning hidden reply tokens
 */
record Rates(
    BigDecimal input,
    BigDecimal cachedInput,
    BigDecimal cacheWrite,
    BigDecimal cacheWriteLong,
    BigDecimal output,
    BigDecimal reasoning) {

  private static final int PER_MILLION = -6;

  Rates {
    for (BigDecimal rate :
        List.of(input, cachedInput, cacheWrite, cacheWriteLong, output, reasoning)) {
      if (rate.signum() < 0) {
        throw new IllegalArgumentException(rate.toPlainString() + ": a price is not negative");
      }
    }
  }

  /**
   * A class without a price of its own costs what its side costs: cache as input, a long-lived
   * cache write as a short-lived one, reasoning as output.
   */
  @JsonCreator
  static Rates of(
      @JsonProperty(value = "input", required = true) BigDecimal input,
      @JsonProperty("cached_input") @Nullable BigDecimal cachedInput,
      @JsonProperty("cache_write") @Nullable BigDecimal cacheWrite,
      @JsonProperty("cache_write_1h") @Nullable BigDecimal cacheWriteLong,
      @JsonProperty(value = "output", required = true) BigDecimal output,
      @JsonProperty("reasoning") @Nullable BigDecimal reasoning) {
    BigDecimal write = cacheWrite == null ? input : cacheWrite;
    return new Rates(
        input,
        cachedInput == null ? input : cachedInput,
        write,
        cacheWriteLong == null ? write : cacheWriteLong,
        output,
        reasoning == null ? output : reasoning);
  }

  BigDecimal cost(TokenUsage usage) {
    return times(input, usage.input())
        .add(times(cachedInput, usage.cachedInput()))
        .add(times(cacheWrite, usage.cacheWrite()))
        .add(times(cacheWriteLong, usage.cacheWriteLong()))
        .add(times(output, usage.output()))
        .add(times(reasoning, usage.reasoning()));
  }

  /** The most that this many tokens on either side can cost, whatever their class. */
  BigDecimal worstCase(long promptTokens, long replyTokens) {
    BigDecimal prompt = input.max(cachedInput).max(cacheWrite).max(cacheWriteLong);
    return times(prompt, promptTokens).add(times(output.max(reasoning), replyTokens));
  }

  private static BigDecimal times(BigDecimal perMillion, @Nullable Long tokens) {
    return tokens == null || tokens == 0
        ? BigDecimal.ZERO
        : perMillion.multiply(BigDecimal.valueOf(tokens)).scaleByPowerOfTen(PER_MILLION);
  }
}
