package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.http.ApiException;

/**
 * Days of the ledger, in the platform's zone.
 *
 * @param from first day
 * @param to day after the last
 */
record LedgerRange(LocalDate from, LocalDate to) {

  private static final Pattern SINCE = Pattern.compile("([1-9][0-9]{0,3})d");
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9998;

  /**
   * Reads a range.
   *
   * @param from first day; null for {@code since}
   * @param to day after the last; null for tomorrow
   * @param since a number of days such as {@code 31d}, or {@code all}
   * @param first the first day of the ledger
   * @throws ApiException 422 when that is no range, or too long a one
   */
  static LedgerRange of(
      @Nullable String from,
      @Nullable String to,
      String since,
      LocalDate first,
      LocalDate today,
      int maxDays) {
    LocalDate end = to == null ? today.plusDays(1) : day("to", to);
    LocalDate begin =
        from != null ? day("from", from) : since.equals("all") ? first : end.minusDays(days(since));
    if (!begin.isBefore(end)) {
      throw ApiException.invalid("from must be before to; to is the day after the last one.");
    } else if (begin.plusDays(maxDays).isBefore(end)) {
      throw ApiException.invalid("A range has at most " + maxDays + " days (ledger.maxDays).");
    }
    return new LedgerRange(begin, end);
  }

  private static LocalDate day(String name, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
        throw ApiException.invalid(name + " is out of range.");
      }
      return day;
    } catch (DateTimeParseException e) {
      throw ApiException.invalid(name + " is a date such as 2026-01-31.");
    }
  }

  private static long days(String since) {
    Matcher matcher = SINCE.matcher(since);
    if (!matcher.matches()) {
      throw ApiException.invalid("since is a number of days such as 31d, or all.");
    }
    return Long.parseLong(matcher.group(1));
  }

  long days() {
    return java.time.temporal.ChronoUnit.DAYS.between(from, to);
  }
}
