package org.llmtutor.cli.cost;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;
import org.llmtutor.cli.failure.CliException;

/**
 * The sum above which a run fails. It is compared with settled cost and unknown exposure together:
 * what calls without an outcome may have cost counts as spent.
 *
 * @param limit in dollars
 */
record Alarm(BigDecimal limit) {

  /** Reads an amount such as {@code 12.50}; null when there is none. */
  static @Nullable Alarm parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,12}(\\.\\d{1,9})?")) {
      throw CliException.usage(
          "--fail-over '" + text + "': not an amount; use dollars in a form such as 12.50");
    }
    return new Alarm(new BigDecimal(text));
  }

  /** What is compared. */
  static BigDecimal sum(CostReport report) {
    return report.total().costUsd().add(report.total().unknownUsd());
  }

  boolean isOver(CostReport report) {
    return sum(report).compareTo(limit) > 0;
  }

  String message(CostReport report) {
    return "%s settled and unknown is more than %s"
        .formatted(new CostWords(report).usd(sum(report)), "$" + limit.toPlainString());
  }
}
