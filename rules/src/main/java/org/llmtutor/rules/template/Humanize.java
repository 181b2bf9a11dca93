package org.llmtutor.rules.template;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.llmtutor.promql.number.FloatText;

/** Numbers as people like to read them, four significant digits, as Prometheus writes them. */
final class Humanize {

  private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};
  private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

  private Humanize() {}

  /** Made when a time is written, which few templates do. */
  private static final class Times {

    static final DateTimeFormatter SECONDS =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  }

  /** {@code 1234567} as {@code 1.235M}, {@code 0.0123} as {@code 12.3m}. */
  static String metric(double value) {
    if (plain(value)) {
      return digits(value);
    }
    return Math.abs(value) >= 1 ? scaled(value, 1000, LARGE) : shrunk(value);
  }

  /** {@code 1048576} as {@code 1Mi}. */
  static String binary(double value) {
    return Math.abs(value) <= 1 || plain(value) ? digits(value) : scaled(value, 1024, BINARY);
  }

  /** Seconds as {@code 1d 2h 3m 4s}, less than a second as {@code 12ms}. */
  static String duration(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return digits(value);
    }
    if (value == 0) {
      return digits(value) + "s";
    }
    if (Math.abs(value) < 1) {
      return shrunk(value) + "s";
    }
    String sign = value < 0 ? "-" : "";
    double positive = Math.abs(value);
    long whole = (long) positive;
    long days = whole / 86_400;
    long hours = whole / 3_600 % 24;
    long minutes = whole / 60 % 60;
    String tail = minutes + "m " + whole % 60 + "s";
    if (days != 0) {
      return sign + days + "d " + hours + "h " + tail;
    }
    if (hours != 0) {
      return sign + hours + "h " + tail;
    }
    return sign + (minutes != 0 ? tail : digits(positive) + "s");
  }

  /** {@code 0.1234} as {@code 12.34%}. */
  static String percentage(double value) {
    return digits(value * 100) + "%";
  }

  /** Seconds since 1970 as {@code 2026-01-02 03:04:05 +0000 UTC}. */
  static String timestamp(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) ? digits(value) : text(instant(value));
  }

  /** The time at {@code seconds} since 1970, to the millisecond, as Prometheus keeps times. */
  static Instant instant(double seconds) {
    return Instant.ofEpochMilli((long) (seconds * 1e9) / 1_000_000);
  }

  /** A time as Go writes it. */
  static String text(Instant time) {
    String fraction =
        time.get(ChronoField.NANO_OF_SECOND) == 0
            ? ""
            : String.format(Locale.ROOT, ".%09d", time.get(ChronoField.NANO_OF_SECOND))
                .replaceAll("0+$", "");
    return Times.SECONDS.format(time.atOffset(ZoneOffset.UTC)) + fraction + " +0000 UTC";
  }

  private static boolean plain(double value) {
    return value == 0 || Double.isNaN(value) || Double.isInfinite(value);
  }

  private static String scaled(double value, int base, String[] units) {
    double rest = value;
    String unit = "";
    for (String next : units) {
      if (Math.abs(rest) < base) {
        break;
      }
      unit = next;
      rest /= base;
    }
    return digits(rest) + unit;
  }

  private static String shrunk(double value) {
    double rest = value;
    String unit = "";
    for (String next : SMALL) {
      if (Math.abs(rest) >= 1) {
        break;
      }
      unit = next;
      rest *= 1000;
    }
    return digits(rest) + unit;
  }

  private static String digits(double value) {
    return FloatText.format(value, 'g', 4);
  }
}
