package org.llmtutor.cli.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.llmtutor.cli.failure.CliException;

/**
 * Points in time as people write them: RFC 3339, a date or a date and time in UTC, Unix seconds,
 * {@code now}, or a duration ago such as {@code -1h}.
 */
public final class InstantText {

  private static final Pattern UNIX = Pattern.compile("\\d{1,11}(?:\\.\\d{1,9})?");

  private InstantText() {}

  /**
   * Parses a point in time.
   *
   * @param now what {@code now} and durations refer to
   * @throws CliException when the text is none
   */
  public static Instant parse(String text, Instant now) {
    if (text.equals("now")) {
      return now;
    }
    if (text.startsWith("-")) {
      return now.minus(DurationText.parse(text.substring(1)));
    }
    try {
      return UNIX.matcher(text).matches() ? unix(text) : written(text);
    } catch (DateTimeException e) {
      throw CliException.usage(
          "'" + text + "': not a time; use 2026-01-31T09:30:00Z, 2026-01-31, Unix seconds or -1h");
    }
  }

  private static Instant unix(String text) {
    return Instant.ofEpochMilli(new java.math.BigDecimal(text).movePointRight(3).longValue());
  }

  private static Instant written(String text) {
    if (text.indexOf('T') < 0 && text.indexOf(' ') < 0) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    String normal = text.replace(' ', 'T');
    boolean zoned = normal.endsWith("Z") || normal.lastIndexOf('+') > 0 || negativeOffset(normal);
    return zoned
        ? OffsetDateTime.parse(normal).toInstant()
        : LocalDateTime.parse(normal).toInstant(ZoneOffset.UTC);
  }

  private static boolean negativeOffset(String text) {
    return text.lastIndexOf('-') > text.indexOf('T');
  }

  /** Unix seconds as the Prometheus HTTP API takes them. */
  public static String seconds(Instant instant) {
    return DurationText.seconds(Duration.ofMillis(instant.toEpochMilli()));
  }

  /** A step that gives about {@code points} points over {@code range}, rounded to a usual one. */
  public static Duration step(Duration range, int points) {
    long[] usual = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200};
    long wanted = Math.max(1, range.toSeconds() / Math.max(1, points));
    for (long seconds : usual) {
      if (seconds >= wanted) {
        return Duration.ofSeconds(seconds);
      }
    }
    return Duration.ofDays(Math.max(1, (wanted + 86_399) / 86_400));
  }
}
