package org.llmtutor.rules.template;

import java.math.BigDecimal;
import java.time.Duration;

/** Lengths of time as Go writes them: {@code 1h2m3.5s}, {@code 1.5ms}, {@code 0s}. */
final class GoDuration {

  private GoDuration() {}

  static String text(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    String sign = duration.isNegative() ? "-" : "";
    Duration length = duration.abs();
    long seconds = length.toSeconds();
    if (seconds == 0) {
      return sign + small(length.toNanosPart());
    }
    BigDecimal rest =
        BigDecimal.valueOf(seconds % 60).add(BigDecimal.valueOf(length.toNanosPart(), 9));
    String tail = plain(rest) + "s";
    long minutes = seconds / 60 % 60;
    long hours = seconds / 3600;
    if (hours > 0) {
      return sign + hours + "h" + minutes + "m" + tail;
    }
    return sign + (minutes > 0 ? minutes + "m" + tail : tail);
  }

  private static String small(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000
        ? plain(BigDecimal.valueOf(nanos, 3)) + "µs"
        : plain(BigDecimal.valueOf(nanos, 6)) + "ms";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
