package org.llmtutor.promql.parser;

/**
 * Numbers as Go reads them: decimal, hexadecimal after {@code 0x}, octal after {@code 0}, with
 * underscores between digits, {@code Inf} and {@code NaN}.
 */
final class NumberText {

  private NumberText() {}

  /**
   * The end of the number that starts at {@code from}, or -1 when what stands there is none; a
   * number ends before anything but a letter, a digit or an underscore. Its value may still be bad.
   */
  static int end(String text, int from) {
    boolean hex = charAt(text, from) == '0' && (charAt(text, from + 1) | 0x20) == 'x';
    int at = hex ? from + 2 : from;
    if (hex && charAt(text, at) == '_') {
      at++;
    }
    if (charAt(text, at) == '.') {
      at++;
    }
    if (isDigit(charAt(text, at), hex)) {
      at++;
    }
    at = rest(text, at, hex);
    return at < 0 || Characters.isWordPart(charAt(text, at)) ? -1 : at;
  }

  /** Takes digits, at most one dot, at most one exponent, and underscores. */
  private static int rest(String text, int from, boolean hex) {
    int at = from;
    boolean dot = false;
    boolean exponent = false;
    while (true) {
      char c = charAt(text, at);
      if (c == '.') {
        if (dot || hex || isOneOf(charAt(text, at + 1), "._")) {
          return -1;
        }
        dot = true;
        at++;
      } else if (c == 'e' || c == 'E') {
        at += isOneOf(charAt(text, at + 1), "+-") ? 2 : 1;
        if (exponent || isOneOf(charAt(text, at), "._eE\0")) {
          return -1;
        }
        exponent = true;
      } else if (c == '_') {
        at++;
        if (isOneOf(charAt(text, at), "._eE\0")) {
          return -1;
        }
      } else if (isDigit(c, hex)) {
        at = skipDigits(text, at, hex);
      } else {
        return at;
      }
    }
  }

  private static int skipDigits(String text, int from, boolean hex) {
    int at = from;
    while (isDigit(charAt(text, at), hex)) {
      at++;
    }
    return at;
  }

  private static char charAt(String text, int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private static boolean isOneOf(char c, String set) {
    return set.indexOf(c) >= 0;
  }

  private static boolean isDigit(char c, boolean hex) {
    return Characters.isDigit(c) || (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f');
  }

  /**
   * The value of a number.
   *
   * @throws NumberFormatException when it has none: digits are missing, or it is too big
   */
  static double value(String text) {
    char first = text.charAt(0);
    if (first == 'i' || first == 'I') {
      return Double.POSITIVE_INFINITY;
    }
    if (first == 'n' || first == 'N') {
      return Double.NaN;
    }
    String digits = withoutUnderscores(text);
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      return Long.parseLong(digits.substring(2), 16);
    }
    return isOctal(digits) ? octal(digits) : decimal(digits);
  }

  private static String withoutUnderscores(String text) {
    int at = text.indexOf('_');
    if (at < 0) {
      return text;
    }
    boolean hex = text.length() > 1 && (text.charAt(1) | 0x20) == 'x';
    for (; at >= 0; at = text.indexOf('_', at + 1)) {
      boolean after = isDigit(text.charAt(at - 1), hex) || (hex && at == 2);
      if (!after || !isDigit(charAt(text, at + 1), hex)) {
        throw new NumberFormatException("an underscore that is not between digits");
      }
    }
    return text.replace("_", "");
  }

  private static boolean isOctal(String digits) {
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return false;
    }
    for (int i = 1; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '7') {
        return false;
      }
    }
    return true;
  }

  /** As Go does, one that does not fit 63 bits counts as decimal. */
  private static double octal(String digits) {
    try {
      return Long.parseLong(digits, 8);
    } catch (NumberFormatException tooBig) {
      return decimal(digits);
    }
  }

  private static double decimal(String digits) {
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw new NumberFormatException("value out of range");
    }
    return value;
  }
}
