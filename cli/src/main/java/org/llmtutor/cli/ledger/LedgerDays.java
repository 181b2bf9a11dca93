package org.llmtutor.cli.ledger;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;

/**
 * Which days of the ledger, as the service asks for them. Days are those of the platform's zone.
 */
final class LedgerDays {

  private LedgerDays() {}

  /**
   * Query parameters.
   *
   * @param since {@code 30d}, {@code 4w}, {@code all} or a first day
   * @param until the day after the last; null for tomorrow
   */
  static Map<String, String> parameters(String since, @Nullable String until) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (since.matches("[1-9]\\d{0,3}[dw]")) {
      int amount = Integer.parseInt(since.substring(0, since.length() - 1));
      parameters.put("since", (since.endsWith("w") ? amount * 7 : amount) + "d");
    } else if (since.equals("all")) {
      parameters.put("since", since);
    } else {
      parameters.put("from", date("--since", since, "7d, 4w, all or 2026-01-31").toString());
    }
    if (until != null) {
      LocalDate end = date("--until", until, "2026-01-31, the day after the last");
      String from = parameters.get("from");
      if (from != null && !LocalDate.parse(from).isBefore(end)) {
        throw CliException.usage(
            "--until " + end + ": not after --since " + from + "; it is the day after the last");
      }
      parameters.put("to", end.toString());
    }
    return parameters;
  }

  static LocalDate date(String option, String text, String forms) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw CliException.usage(option + " '" + text + "': not understood; use " + forms);
    }
  }
}
