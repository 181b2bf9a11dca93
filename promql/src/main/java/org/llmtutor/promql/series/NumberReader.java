package org.llmtutor.promql.series;

/** Reads decimal numbers as Prometheus does, octal after a leading zero included. */
final class NumberReader {

  private static final String REMEDY =
      "use forms such as 1, 1x3, 1+2x3, _, _x3, stale, NaN, Inf or {{count:1}}";

  private final Cursor cursor;

  NumberReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** A number, perhaps after one sign. */
  double readSigned() {
    boolean negative = cursor.peek() == '-';
    if (negative || cursor.peek() == '+') {
      cursor.next();
    }
    double value = read();
    return negative ? -value : value;
  }

  private double read() {
    if (cursor.startsWithWord("inf")) {
      return word(Double.POSITIVE_INFINITY);
    }
    return cursor.startsWithWord("nan") ? word(Double.NaN) : digits();
  }

  private double word(double value) {
    cursor.moveTo(cursor.index() + 3);
    return value;
  }

  private double digits() {
    int start = cursor.index();
    boolean found = skipDigits();
    if (cursor.peek() == '.') {
      cursor.next();
      found |= skipDigits();
    }
    if (!found) {
      cursor.moveTo(start);
      throw cursor.unexpected("where a value should stand", REMEDY);
    }
    skipExponent();
    return value(start, cursor.since(start).replace("_", ""));
  }

  private boolean skipDigits() {
    int start = cursor.index();
    while (isDigit(cursor.peek())
        || (cursor.peek() == '_' && cursor.index() > start && isDigit(cursor.peek(1)))) {
      cursor.next();
    }
    return cursor.index() > start;
  }

  private void skipExponent() {
    if (cursor.peek() == 'e' || cursor.peek() == 'E') {
      boolean signed = cursor.peek(1) == '+' || cursor.peek(1) == '-';
      if (isDigit(cursor.peek(signed ? 2 : 1))) {
        cursor.moveTo(cursor.index() + (signed ? 2 : 1));
        skipDigits();
      }
    }
  }

  private double value(int start, String text) {
    try {
      double value =
          text.matches("0[0-7]{1,20}") ? Long.parseLong(text, 8) : Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException tooBig) {
      // Said below, for both ways of being too big.
    }
    throw cursor.problemSince(start, "a number out of range", "write Inf if that is meant");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
