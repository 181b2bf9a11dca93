package org.llmtutor.promql.histogram;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Boundaries of buckets as the label {@code le} tells them. */
public final class BucketBound {

  /** The label with the upper boundary of a classic bucket. */
  public static final String LABEL = "le";

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "[+-]?0[xX](?:[0-9a-fA-F]++\\.?[0-9a-fA-F]*+|\\.[0-9a-fA-F]++)[pP][+-]?[0-9]++");

  private BucketBound() {}

  /**
   * Reads a float as Go does, {@code +Inf} included.
   *
   * @return nothing when {@code text} is malformed, out of range or NaN
   */
  public static OptionalDouble parse(String text) {
    double value = number(text);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static double number(String text) {
    if (DECIMAL.matcher(text).matches() || HEXADECIMAL.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? Double.NaN : value;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
