package org.llmtutor.promql.series;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.llmtutor.promql.model.StrayBytes;

/** Reads {@code "…"} and {@code '…'} with Go's escapes and {@code `…`} without. */
final class StringReader {

  private static final String SIMPLE = "abfnrtv\\";
  private static final String MEANING = "\u0007\b\f\n\r\t\u000b\\";
  private static final String ESCAPE_REMEDY = "write \\\\ for a backslash";

  private final Cursor cursor;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  StringReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** The value of the string whose opening quote is next; afterwards its closing one is behind. */
  String read() {
    int start = cursor.index();
    char quote = cursor.next();
    int plain = cursor.index();
    while (cursor.peek() != quote || cursor.atEnd()) {
      if (cursor.atEnd() || (cursor.peek() == '\n' && quote != '`')) {
        throw cursor.problemSince(start, "unterminated string", "close it with " + quote);
      }
      if (cursor.peek() == '\\' && quote != '`') {
        write(cursor.since(plain));
        escape(quote);
        plain = cursor.index();
      } else {
        cursor.next();
      }
    }
    write(cursor.since(plain));
    cursor.next();
    return StrayBytes.decode(bytes.toByteArray());
  }

  private void escape(char quote) {
    int start = cursor.index();
    cursor.next();
    char c = cursor.peek();
    int simple = SIMPLE.indexOf(c);
    if (simple >= 0 || c == quote) {
      cursor.next();
      bytes.write(simple >= 0 ? MEANING.charAt(simple) : quote);
      return;
    }
    switch (c) {
      case 'x' -> bytes.write(digits(start, 1, 2, 16, 0xff));
      case 'u' -> write(point(digits(start, 1, 4, 16, Character.MAX_CODE_POINT), start));
      case 'U' -> write(point(digits(start, 1, 8, 16, Character.MAX_CODE_POINT), start));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> bytes.write(digits(start, 0, 3, 8, 0xff));
      default -> {
        cursor.moveTo(cursor.index() + (cursor.atEnd() ? 0 : 1));
        throw cursor.problemSince(start, "unknown escape", ESCAPE_REMEDY);
      }
    }
  }

  private int digits(int start, int skipped, int count, int base, int max) {
    cursor.moveTo(cursor.index() + skipped);
    long number = 0;
    for (int i = 0; i < count; i++) {
      char c = cursor.peek();
      int digit = c < 0x80 ? Character.digit(c, base) : -1;
      if (digit < 0) {
        throw cursor.problemSince(start, "an escape that lacks digits", ESCAPE_REMEDY);
      }
      number = number * base + digit;
      cursor.next();
    }
    if (number > max) {
      throw cursor.problemSince(start, "an escape beyond its range", ESCAPE_REMEDY);
    }
    return (int) number;
  }

  private String point(int point, int start) {
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      throw cursor.problemSince(start, "half of a character", "use \\U with the whole one");
    }
    return Character.toString(point);
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
