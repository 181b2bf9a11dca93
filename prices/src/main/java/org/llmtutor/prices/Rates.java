package org.llmtutor.prices;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * US dollars per million tokens, by class. A cost is the exact sum over the classes; rounding is
 * left to whoever books it.
 *
 * @param input prompt tokens
 * @param cachedInput prompt tokens from the cache
 * @param cacheWrite prompt tokens into the cache for its short, default time
 * @param cacheWriteLong prompt tokens into the cache for an hour
 * @param output reply tokens
 * @param reasoning hidden reply tokens
 */
public record Rates(
    BigDecimal input,
    BigDecimal cachedInput,
    BigDecimal cacheWrite,
    BigDecimal cacheWriteLong,
    BigDecimal output,
    BigDecimal reasoning) {

  private static final int PER_MILLION = -6;

  /** Rejects negative rates. */
  public Rates {
    for (BigDecimal rate :
        new BigDecimal[] {input, cachedInput, cacheWrite, cacheWriteLong, output, reasoning}) {
      if (rate.signum() < 0) {
        throw new IllegalArgumentException(rate.toPlainString() + ": a price is not negative");
      }
    }
  }

  /** Rates by the names they have in the book, in its order. */
  public Map<String, BigDecimal> byName() {
    Map<String, BigDecimal> rates = new LinkedHashMap<>();
    rates.put("input", input);
    rates.put("cached_input", cachedInput);
    rates.put("cache_write", cacheWrite);
    rates.put("cache_write_1h", cacheWriteLong);
    rates.put("output", output);
    rates.put("reasoning", reasoning);
    return rates;
  }

  BigDecimal cost(Tokens tokens) {
    return times(input, tokens.input())
        .add(times(cachedInput, tokens.cachedInput()))
        .add(times(cacheWrite, tokens.cacheWrite()))
        .add(times(cacheWriteLong, tokens.cacheWriteLong()))
        .add(times(output, tokens.output()))
        .add(times(reasoning, tokens.reasoning()));
  }

  /** The most that this many tokens on either side can cost, whatever their class. */
  BigDecimal worstCase(long promptTokens, long replyTokens) {
    BigDecimal prompt = input.max(cachedInput).max(cacheWrite).max(cacheWriteLong);
    return times(prompt, promptTokens).add(times(output.max(reasoning), replyTokens));
  }

  /** Every rate of the prompt and every rate of the reply times a factor. */
  Rates times(BigDecimal prompt, BigDecimal reply) {
    return new Rates(
        input.multiply(prompt),
        cachedInput.multiply(prompt),
        cacheWrite.multiply(prompt),
        cacheWriteLong.multiply(prompt),
        output.multiply(reply),
        reasoning.multiply(reply));
  }

  private static BigDecimal times(BigDecimal perMillion, long tokens) {
    return perMillion.multiply(BigDecimal.valueOf(tokens)).scaleByPowerOfTen(PER_MILLION);
  }
}
