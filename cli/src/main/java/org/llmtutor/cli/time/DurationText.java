package org.llmtutor.cli.time;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtutor.cli.failure.CliException;

/** Durations as Prometheus writes them: {@code 250ms}, {@code 30s}, {@code 1h30m}, {@code 7d}. */
public final class DurationText {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?"
              + "(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
  private static final long[] UNIT_MILLIS = {604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L};

  private DurationText() {}

  /**
   * Parses the value of {@code option}, a duration longer than zero.
   *
   * @throws CliException when it is none
   */
  public static Duration parse(String option, String text) {
    return parsed(option + " '" + text + "'", text);
  }

  /**
   * Parses a duration longer than zero.
   *
   * @throws CliException when it is none
   */
  public static Duration parse(String text) {
    return parsed("'" + text + "'", text);
  }

  private static Duration parsed(String shown, String text) {
    Matcher matcher = FORM.matcher(text);
    long millis = matcher.matches() ? sum(matcher) : 0;
    if (millis <= 0) {
      throw CliException.usage(shown + ": not a duration; use forms such as 30s, 5m, 1h30m or 7d");
    }
    return Duration.ofMillis(millis);
  }

  private static long sum(Matcher matcher) {
    long millis = matcher.group(6) == null ? 0 : Long.parseLong(matcher.group(6));
    for (int unit = 0; unit < UNIT_MILLIS.length; unit++) {
      String digits = matcher.group(unit + 1);
      millis += digits == null ? 0 : Long.parseLong(digits) * UNIT_MILLIS[unit];
    }
    return millis;
  }

  /** Seconds as the Prometheus HTTP API takes them: {@code 90}, {@code 0.25}. */
  public static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** The shortest exact form, for example {@code 1h30m}; {@code 0s} for zero. */
  public static String format(Duration duration) {
    long rest = duration.toMillis();
    StringBuilder text = new StringBuilder();
    String[] names = {"w", "d", "h", "m", "s"};
    for (int unit = 1; unit < UNIT_MILLIS.length; unit++) {
      long amount = rest / UNIT_MILLIS[unit];
      rest %= UNIT_MILLIS[unit];
      if (amount > 0) {
        text.append(amount).append(names[unit]);
      }
    }
    if (rest > 0) {
      text.append(rest).append("ms");
    }
    return text.length() == 0 ? "0s" : text.toString();
  }
}
