package org.llmtutor.promql.parser;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.llmtutor.promql.model.StrayBytes;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.source.SourceText;

/**
 * Reads strings: {@code "…"} and {@code '…'} with Go's escapes on one line, {@code `…`} as it is
 * over any number of lines. Tells what is wrong and then goes on behind the string.
 */
final class StringReader {

  private final SourceText source;
  private final String text;
  private final Problems problems;
  private int at;
  private String value = "";

  StringReader(SourceText source, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.problems = problems;
  }

  /** The value of the string read last. */
  String value() {
    return value;
  }

  /** Reads the string whose opening quote stands at {@code start}; gives the index behind it. */
  int read(int start) {
    char quote = text.charAt(start);
    at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        value = text.substring(start + 1, at);
        return at + 1;
      }
      if (c == '\\' && quote != '`') {
        return readEscaped(start, quote);
      }
      if (c == '\n' && quote != '`') {
        break;
      }
      at = checked();
    }
    return unterminated(start, quote);
  }

  /** Goes on from the first escape; bytes, because escapes name bytes. */
  private int readEscaped(int start, char quote) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(bytes, text.substring(start + 1, at));
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (c == quote) {
        value = StrayBytes.decode(bytes.toByteArray());
        return at + 1;
      }
      if (c == '\\') {
        escape(bytes, quote);
      } else {
        int from = at;
        at = checked();
        write(bytes, text.substring(from, at));
      }
    }
    return unterminated(start, quote);
  }

  private static void write(ByteArrayOutputStream bytes, String part) {
    bytes.writeBytes(part.getBytes(StandardCharsets.UTF_8));
  }

  private int unterminated(int start, char quote) {
    String kind = quote == '`' ? "raw" : "quoted";
    report(start, at, "unterminated " + kind + " string", "close it with " + quote);
    value = "";
    return at;
  }

  /** The index behind the character here, which must be valid. */
  private int checked() {
    char c = text.charAt(at);
    if (!Character.isSurrogate(c)) {
      if (c == '\uFFFD') {
        report(at, at + 1, "invalid UTF-8 rune", "the text was damaged before it came here");
      }
      return at + 1;
    }
    if (at + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(at + 1))) {
      return at + 2;
    }
    report(at, at + 1, "invalid UTF-8 rune", "half of a pair of surrogates");
    return at + 1;
  }

  /** Takes one escape; {@link #at} is at its backslash. */
  private void escape(ByteArrayOutputStream bytes, char quote) {
    int start = at;
    if (at + 1 >= text.length()) {
      at++;
      return;
    }
    char c = text.charAt(at + 1);
    int simple = c == quote ? quote : simple(c);
    if (simple >= 0) {
      bytes.write(simple);
      at += 2;
    } else if (c >= '0' && c <= '7') {
      at += 1;
      digits(bytes, start, 3, 8);
    } else if (c == 'x' || c == 'u' || c == 'U') {
      at += 2;
      digits(bytes, start, c == 'x' ? 2 : c == 'u' ? 4 : 8, 16);
    } else {
      String found = text.substring(at + 1, text.offsetByCodePoints(at + 1, 1));
      report(
          start,
          start + 1 + found.length(),
          "unknown escape sequence \\" + found,
          "write \\\\ for a backslash, or put the string in backticks");
      at += 1;
    }
  }

  private static int simple(char c) {
    return switch (c) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      case '\\' -> '\\';
      default -> -1;
    };
  }

  private void digits(ByteArrayOutputStream bytes, int start, int count, int base) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      int digit = at < text.length() ? digit(text.charAt(at)) : 16;
      if (digit >= base) {
        report(
            start,
            at,
            "illegal character in escape sequence " + text.substring(start, at),
            "it takes " + count + (base == 8 ? " octal" : " hexadecimal") + " digits");
        return;
      }
      number = number * base + digit;
      at++;
    }
    boolean oneByte = count < 4;
    boolean surrogate = number >= 0xD800 && number < 0xE000;
    if (number > (oneByte ? 0xFF : Character.MAX_CODE_POINT) || surrogate) {
      report(start, at, "escape sequence is an invalid Unicode code point", "");
    } else if (oneByte) {
      bytes.write((int) number);
    } else {
      write(bytes, Character.toString((int) number));
    }
  }

  private static int digit(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0 ? Character.digit(c, 16) : 16;
  }

  private void report(int from, int to, String message, String remedy) {
    problems.add(
        new PositionRange(source.byteOffset(from), source.byteOffset(to)), message, remedy);
  }
}
