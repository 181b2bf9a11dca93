package org.llmtutor.service.telemetry.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Builds one JSON object on one line of bounded length. Besides what JSON requires, everything that
 * {@link OneLine} finds unsafe is escaped, so that the line can be printed as it is. What does not
 * fit is cut, marked with an ellipsis, or left out; the line is valid JSON in any case.
 */
final class JsonLine {

  /** Kept for closing brackets and the line's end. */
  private static final int RESERVE = 128;

  /** Of names, quotes and separators of one member. */
  private static final int MEMBER = 32;

  private static final char CUT = '…';

  private final StringBuilder text = new StringBuilder(512);
  private final int max;
  private boolean first = true;

  /** A line of at most {@code max} characters. */
  JsonLine(int max) {
    this.max = max;
    text.append('{');
  }

  /** Whether a value of {@code length} characters would fit. */
  boolean fits(int length) {
    return text.length() + MEMBER + length <= max - RESERVE;
  }

  /** Adds a text of at most {@code limit} characters, as escaped; nothing for null. */
  void text(String name, @Nullable String value, int limit) {
    if (value != null && fits(1)) {
      name(name);
      string(value, limit);
    }
  }

  /** Adds a number. */
  void number(String name, long value) {
    if (fits(20)) {
      name(name);
      text.append(value);
    }
  }

  /** Begins an object as a member; {@link #end} closes it. */
  void begin(String name) {
    name(name);
    text.append('{');
    first = true;
  }

  /** Ends the innermost object. */
  void end() {
    text.append('}');
    first = false;
  }

  /** Begins a list of texts as a member; {@link #endList} closes it. */
  void beginList(String name) {
    name(name);
    text.append('[');
    first = true;
  }

  /** Adds to the list. */
  void item(String value, int limit) {
    comma();
    string(value, limit);
  }

  /** Ends the list. */
  void endList() {
    text.append(']');
    first = false;
  }

  /** The whole line with its end. */
  String line() {
    return text.append("}\n").toString();
  }

  private void name(String name) {
    comma();
    text.append('"').append(name).append("\":");
  }

  private void comma() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  private void string(String value, int limit) {
    int room = Math.min(limit, max - RESERVE - text.length() - 2);
    int end = text.length() + 1 + Math.max(1, room);
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isPlain(c) && text.length() + 1 < end) {
        text.append(c);
        continue;
      }
      boolean pair = isPair(value, i);
      String piece = pair ? value.substring(i, i + 2) : escape(c);
      boolean last = i + (pair ? 2 : 1) >= value.length();
      if (text.length() + piece.length() > end - (last ? 0 : 1)) {
        text.append(CUT);
        break;
      }
      text.append(piece);
      i += pair ? 1 : 0;
    }
    text.append('"');
  }

  private static boolean isPlain(char c) {
    return OneLine.isSafe(c) && c != '"' && c != '\\' && !Character.isSurrogate(c);
  }

  private static boolean isPair(String value, int at) {
    return Character.isHighSurrogate(value.charAt(at))
        && at + 1 < value.length()
        && Character.isLowSurrogate(value.charAt(at + 1));
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> isPlain(c) ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c);
    };
  }
}
