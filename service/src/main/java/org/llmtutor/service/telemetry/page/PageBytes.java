package org.llmtutor.service.telemetry.page;

import java.io.IOException;
import java.io.OutputStream;

/**
 * UTF-8 text and numbers through one small buffer into a stream. Numbers look as {@link
 * Double#toString(double)} shows them. For one thread.
 */
final class PageBytes {

  private static final int SIZE = 16 * 1024;
  private static final int LONGEST_CHARACTER = 4;
  private static final int LONGEST_INTEGER = 24;

  /** From here on a double is shown with an exponent. */
  private static final long EXPONENT_FROM = 10_000_000;

  /** Below, each whole number is a double, so that its digits are the shortest form. */
  private static final long EXACT_BELOW = 1_000_000_000_000_000L;

  private final OutputStream out;
  private final byte[] buffer = new byte[SIZE];
  private int length;

  PageBytes(OutputStream out) {
    this.out = out;
  }

  PageBytes put(char ascii) throws IOException {
    room(1);
    buffer[length++] = (byte) ascii;
    return this;
  }

  PageBytes put(byte[] encoded) throws IOException {
    if (encoded.length > SIZE) {
      drain();
      out.write(encoded);
      return this;
    }
    room(encoded.length);
    System.arraycopy(encoded, 0, buffer, length, encoded.length);
    length += encoded.length;
    return this;
  }

  PageBytes text(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      i += character(text, i);
    }
    return this;
  }

  /** Text with backslash and line feed escaped, and the double quote when asked. */
  PageBytes escaped(String text, boolean quotes) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        put('\\').put('n');
      } else if (c == '\\' || (quotes && c == '"')) {
        put('\\').put(c);
      } else {
        i += character(text, i);
      }
    }
    return this;
  }

  PageBytes number(double value) throws IOException {
    long whole = (long) value;
    if (whole == value && Math.abs(whole) < EXACT_BELOW && (whole != 0 || 1 / value > 0)) {
      return whole(whole);
    }
    if (Double.isInfinite(value)) {
      return put(value > 0 ? '+' : '-').put('I').put('n').put('f');
    }
    return text(Double.toString(value));
  }

  /** Hands what the buffer holds to the stream. */
  void drain() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  private PageBytes whole(long value) throws IOException {
    room(LONGEST_INTEGER);
    if (value < 0) {
      buffer[length++] = '-';
    }
    long magnitude = Math.abs(value);
    if (magnitude < EXPONENT_FROM) {
      digits(magnitude);
      return put('.').put('0');
    }
    return scientific(magnitude);
  }

  private PageBytes scientific(long magnitude) throws IOException {
    int first = length;
    int exponent = digits(magnitude) - 1;
    System.arraycopy(buffer, first + 1, buffer, first + 2, exponent);
    buffer[first + 1] = '.';
    length++;
    while (buffer[length - 1] == '0' && length > first + 3) {
      length--;
    }
    put('E');
    digits(exponent);
    return this;
  }

  /** Writes the digits and tells how many. */
  private int digits(long magnitude) {
    int count = 1;
    for (long limit = 10; limit <= magnitude; limit *= 10) {
      count++;
    }
    long rest = magnitude;
    for (int at = length + count - 1; at >= length; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
    return count;
  }

  /** Encodes the character that begins there; 1 when it took two chars, otherwise 0. */
  private int character(String text, int at) throws IOException {
    room(LONGEST_CHARACTER);
    char c = text.charAt(at);
    if (c < 0x80) {
      buffer[length++] = (byte) c;
      return 0;
    }
    int point = text.codePointAt(at);
    if (point < 0x800) {
      lead(0xC0, point, 6);
    } else if (Character.isBmpCodePoint(point) && Character.isSurrogate(c)) {
      buffer[length++] = '?';
    } else if (point < 0x10000) {
      lead(0xE0, point, 12);
    } else {
      lead(0xF0, point, 18);
      return 1;
    }
    return 0;
  }

  private void lead(int mark, int point, int shift) {
    buffer[length++] = (byte) (mark | (point >> shift));
    for (int rest = shift - 6; rest >= 0; rest -= 6) {
      buffer[length++] = (byte) (0x80 | ((point >> rest) & 0x3F));
    }
  }

  private void room(int bytes) throws IOException {
    if (length + bytes > SIZE) {
      drain();
    }
  }
}
