package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import org.llmtutor.cli.failure.CliException;

/**
 * How far two figures may be apart and still be taken for the same.
 *
 * @param share of the larger one, from 0 to 1
 */
record Tolerance(BigDecimal share) {

  /** Parses {@code 1%}, {@code 0.5%} or {@code 0}. */
  static Tolerance parse(String text) {
    String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
    if (!digits.matches("\\d{1,2}(\\.\\d{1,6})?") || (!text.endsWith("%") && !text.equals("0"))) {
      throw CliException.usage(
          "--tolerance '" + text + "': not a percentage; use a form such as 1%, 0.5% or 0");
    }
    return new Tolerance(new BigDecimal(digits).movePointLeft(2));
  }

  boolean covers(BigDecimal a, BigDecimal b) {
    return a.subtract(b).abs().compareTo(a.abs().max(b.abs()).multiply(share)) <= 0;
  }

  boolean covers(long a, long b) {
    return covers(BigDecimal.valueOf(a), BigDecimal.valueOf(b));
  }
}
