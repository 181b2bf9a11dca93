package org.llmtutor.promql.number;

/**
 * Floats as text, in the forms that Go's {@code strconv.FormatFloat} gives and Prometheus therefore
 * shows: {@code NaN}, {@code +Inf}, {@code -Inf}, {@code -0}, {@code 1.5}, {@code 1e+06}.
 */
public final class FloatText {

  /** The precision that asks for as few digits as read back as the same number. */
  public static final int SHORTEST = -1;

  private static final int LOWEST_PLAIN_EXPONENT = -4;
  private static final int SHORTEST_PLAIN_DIGITS = 6;

  private FloatText() {}

  /**
   * Go's {@code %v}, which is {@code %g} with the fewest digits: plain from 0.0001 up to below
   * 1,000,000 ({@code 123456.7}), with an exponent elsewhere ({@code 1e-05}, {@code 1.234567e+06}).
   */
  public static String format(double value) {
    return format(value, 'g', SHORTEST);
  }

  /** The fewest digits without an exponent, as in {@code 100000000000000000000000}. */
  public static String shortestDecimal(double value) {
    return format(value, 'f', SHORTEST);
  }

  /**
   * {@code value} in one of Go's forms.
   *
   * @param verb {@code f} without exponent, {@code e} with one, {@code g} whichever is shorter
   * @param precision the digits after the point; for {@code g} all digits; {@link #SHORTEST} for as
   *     few as necessary
   * @throws IllegalArgumentException for another verb
   */
  public static String format(double value, char verb, int precision) {
    if (verb != 'f' && verb != 'e' && verb != 'g') {
      throw new IllegalArgumentException("'" + verb + "': not a verb; use f, e or g");
    }
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    StringBuilder text = new StringBuilder(24);
    if (Double.doubleToRawLongBits(value) < 0) {
      text.append('-');
    }
    append(text, Math.abs(value), verb, precision);
    return text.toString();
  }

  private static void append(StringBuilder text, double value, char verb, int precision) {
    boolean shortest = precision < 0;
    switch (verb) {
      case 'f' -> {
        Decimal decimal = shortest ? Decimal.shortest(value) : Decimal.atPlace(value, precision);
        int places = Math.max(decimal.digits().length() - decimal.point(), 0);
        plain(text, decimal, shortest ? places : precision);
      }
      case 'e' -> {
        Decimal decimal =
            shortest ? Decimal.shortest(value) : Decimal.withDigits(value, precision + 1);
        int places = Math.max(decimal.digits().length() - 1, 0);
        scientific(text, decimal, shortest ? places : precision);
      }
      default -> general(text, value, precision);
    }
  }

  private static void general(StringBuilder text, double value, int precision) {
    boolean shortest = precision < 0;
    Decimal decimal =
        shortest ? Decimal.shortest(value) : Decimal.withDigits(value, Math.max(precision, 1));
    int count = decimal.digits().length();
    int plainDigits = shortest ? SHORTEST_PLAIN_DIGITS : Math.max(precision, 1);
    if (!shortest && plainDigits > count && count >= decimal.point()) {
      plainDigits = count;
    }
    int exponent = decimal.point() - 1;
    if (exponent < LOWEST_PLAIN_EXPONENT || exponent >= Math.max(plainDigits, 1)) {
      scientific(text, decimal, count - 1);
    } else {
      plain(text, decimal, Math.max(count - decimal.point(), 0));
    }
  }

  private static void plain(StringBuilder text, Decimal decimal, int places) {
    int whole = decimal.point();
    if (whole <= 0) {
      text.append('0');
    }
    for (int i = 0; i < whole; i++) {
      text.append(decimal.digit(i));
    }
    if (places > 0) {
      text.append('.');
      for (int i = 0; i < places; i++) {
        text.append(decimal.digit(whole + i));
      }
    }
  }

  private static void scientific(StringBuilder text, Decimal decimal, int places) {
    text.append(decimal.digit(0));
    if (places > 0) {
      text.append('.');
      for (int i = 1; i <= places; i++) {
        text.append(decimal.digit(i));
      }
    }
    int exponent = decimal.digits().isEmpty() ? 0 : decimal.point() - 1;
    text.append('e').append(exponent < 0 ? '-' : '+');
    if (Math.abs(exponent) < 10) {
      text.append('0');
    }
    text.append(Math.abs(exponent));
  }
}
