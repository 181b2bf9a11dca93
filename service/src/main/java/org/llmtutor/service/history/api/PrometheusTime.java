package org.llmtutor.service.history.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.PromDuration;

/** Reads times and lengths of time as the Prometheus API takes them. */
final class PrometheusTime {

  /** Before every sample; a number of milliseconds that a double holds exactly. */
  static final Instant EARLIEST = Instant.ofEpochMilli(-(1L << 53));

  /** After every sample. */
  static final Instant LATEST = Instant.ofEpochMilli(1L << 53);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]{1,20}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,2})?");

  private PrometheusTime() {}

  /** Seconds since the epoch, to the millisecond, or RFC 3339. */
  static Optional<Instant> instant(String text) {
    try {
      Instant time =
          NUMBER.matcher(text).matches()
              ? Instant.ofEpochMilli(millis(text, RoundingMode.HALF_UP))
              : OffsetDateTime.parse(text).toInstant();
      return Optional.of(time).filter(PrometheusTime::isInRange);
    } catch (ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isInRange(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }

  /** Seconds, with or without a sign, or Prometheus' form; cut to the millisecond. */
  static Optional<Duration> duration(String text) {
    try {
      return Optional.of(
          NUMBER.matcher(text).matches()
              ? Duration.ofMillis(nanosFit(millis(text, RoundingMode.DOWN)))
              : PromDuration.parse(text).toDuration());
    } catch (ArithmeticException | PromqlException e) {
      return Optional.empty();
    }
  }

  private static long millis(String seconds, RoundingMode rounding) {
    return new BigDecimal(seconds).movePointRight(3).setScale(0, rounding).longValueExact();
  }

  /** Prometheus counts in nanoseconds, of which it has 63 bits. */
  private static long nanosFit(long millis) {
    return Math.multiplyExact(millis, 1_000_000L) / 1_000_000L;
  }
}
