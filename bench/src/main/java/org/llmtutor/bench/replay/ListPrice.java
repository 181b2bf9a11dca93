package org.llmtutor.bench.replay;

import java.math.BigDecimal;

/**
 * The price of a token, in nano-dollars: one dollar per million tokens is 1,000 of them.
 *
 * @param inputNanos per token of the prompt
 * @param outputNanos per token of the reply
 */
record ListPrice(long inputNanos, long outputNanos) {

  private static final int NANO = 9;

  /** 0.15 and 0.60 dollars per million tokens, as the offline provider is listed. */
  static final ListPrice OFFLINE = new ListPrice(150, 600);

  /** Dollars for these tokens; exact, or an {@link ArithmeticException}. */
  BigDecimal cost(long inputTokens, long outputTokens) {
    long input = Math.multiplyExact(inputTokens, inputNanos);
    long output = Math.multiplyExact(outputTokens, outputNanos);
    return BigDecimal.valueOf(Math.addExact(input, output), NANO);
  }
}
