package org.llmtutor.promql.model;

import java.time.Duration;
import org.llmtutor.promql.PromqlException;

/**
 * A duration as Prometheus writes it: {@code 1h30m}, {@code 15s}, {@code 0}.
 *
 * <p>Units are {@code y w d h m s ms}, the largest first and each at most once; a year is 365 days.
 * The value is a whole, non-negative number of milliseconds that also fits 63 bits of nanoseconds
 * (about 292 years), as in Prometheus.
 *
 * @param millis the length in milliseconds, never negative
 */
public record PromDuration(long millis) implements Comparable<PromDuration> {

  /** No time at all; written {@code 0s}. */
  public static final PromDuration ZERO = new PromDuration(0);

  private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;
  private static final String EXAMPLES = "use forms such as 30s, 5m or 1h30m";

  private enum Unit {
    YEAR("y", 365L * 24 * 60 * 60 * 1000, true),
    WEEK("w", 7L * 24 * 60 * 60 * 1000, true),
    DAY("d", 24L * 60 * 60 * 1000, false),
    HOUR("h", 60L * 60 * 1000, false),
    MINUTE("m", 60L * 1000, false),
    SECOND("s", 1000L, false),
    MILLISECOND("ms", 1L, false);

    private static final Unit[] ALL = values();

    private final String symbol;
    private final long millis;

    /** Written only when nothing would remain: 90d reads better than 12w6d. */
    private final boolean onlyWhenExact;

    Unit(String symbol, long millis, boolean onlyWhenExact) {
      this.symbol = symbol;
      this.millis = millis;
      this.onlyWhenExact = onlyWhenExact;
    }
  }

  /** Rejects negative lengths and lengths beyond Prometheus' range. */
  public PromDuration {
    if (millis < 0 || millis > MAX_MILLIS) {
      throw new PromqlException(
          "'" + millis + "ms': outside the range of a duration", "use 0 to " + MAX_MILLIS + "ms");
    }
  }

  /**
   * Reads {@code text}.
   *
   * @throws PromqlException when it is empty, has an unknown unit, a unit twice or out of order, a
   *     number without a unit (only {@code 0} may stand alone), or is longer than about 292 years
   */
  public static PromDuration parse(String text) {
    if (text.isEmpty()) {
      throw new PromqlException("'': an empty duration", EXAMPLES);
    }
    return text.equals("0") ? ZERO : new Reader(text).read();
  }

  /** The same length as a {@link Duration}. */
  public Duration toDuration() {
    return Duration.ofMillis(millis);
  }

  @Override
  public int compareTo(PromDuration other) {
    return Long.compare(millis, other.millis);
  }

  /** Prometheus' canonical form, such as {@code 1h30m}, {@code 90d} or {@code 0s}. */
  @Override
  public String toString() {
    if (millis == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = millis;
    for (Unit unit : Unit.ALL) {
      long count = rest / unit.millis;
      if (count > 0 && !(unit.onlyWhenExact && rest % unit.millis != 0)) {
        text.append(count).append(unit.symbol);
        rest -= count * unit.millis;
      }
    }
    return text.toString();
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    PromDuration read() {
      long total = 0;
      Unit before = null;
      while (at < text.length()) {
        String digits = readDigits();
        Unit unit = readUnit(digits);
        if (before != null && unit.compareTo(before) <= 0) {
          throw wrongOrder(unit, before);
        }
        before = unit;
        total = add(total, digits, unit);
      }
      return new PromDuration(total);
    }

    private String readDigits() {
      int start = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw problem("not a duration");
      }
      return text.substring(start, at);
    }

    private Unit readUnit(String digits) {
      int start = at;
      while (at < text.length() && !isDigit(text.charAt(at))) {
        at++;
      }
      String symbol = text.substring(start, at);
      for (Unit unit : Unit.ALL) {
        if (unit.symbol.equals(symbol)) {
          return unit;
        }
      }
      if (symbol.isEmpty()) {
        throw problem("a number without a unit: " + digits);
      }
      throw problem("unknown unit '" + symbol + "' (units are y, w, d, h, m, s, ms)");
    }

    private long add(long total, String digits, Unit unit) {
      try {
        long part = Math.multiplyExact(Long.parseLong(digits), unit.millis);
        long sum = Math.addExact(total, part);
        if (sum <= MAX_MILLIS) {
          return sum;
        }
      } catch (ArithmeticException | NumberFormatException tooBig) {
        // Said below, for both ways of being too big.
      }
      throw new PromqlException("'" + text + "': too long", "the longest duration is about 292y");
    }

    private PromqlException wrongOrder(Unit unit, Unit before) {
      return unit == before
          ? problem("the unit " + unit.symbol + " stands twice")
          : problem(unit.symbol + " after " + before.symbol + ", but larger units come first");
    }

    private PromqlException problem(String what) {
      return new PromqlException("'" + text + "': " + what, EXAMPLES);
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
