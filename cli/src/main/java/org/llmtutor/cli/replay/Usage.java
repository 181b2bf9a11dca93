package org.llmtutor.cli.replay;

import java.math.BigDecimal;

/**
 * Calls and what they used.
 *
 * @param calls how many
 * @param tokens of all of them
 * @param cost in dollars, exactly
 */
record Usage(long calls, Tokens tokens, BigDecimal cost) {

  static final Usage NONE = new Usage(0, Tokens.NONE, BigDecimal.ZERO);

  Usage plus(Usage other) {
    return new Usage(calls + other.calls, tokens.plus(other.tokens), cost.add(other.cost));
  }

  Usage minus(Usage other) {
    return new Usage(calls - other.calls, tokens.minus(other.tokens), cost.subtract(other.cost));
  }
}
