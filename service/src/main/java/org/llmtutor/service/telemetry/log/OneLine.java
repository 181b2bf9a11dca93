package org.llmtutor.service.telemetry.log;

import java.util.Locale;

/** Makes text safe to print on one line of a terminal or file. */
final class OneLine {

  private OneLine() {}

  /** At most {@code max} characters of {@code text}; a cut is marked with an ellipsis. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Math.max(0, max - 1);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /**
   * Replaces what starts a new line, moves the cursor, colours or reorders text (C0 and C1
   * controls, line and paragraph separators, bidirectional controls) by its escape, for example
   * {@code \}{@code n}.
   */
  static String of(String text) {
    int first = firstUnsafe(text);
    if (first < 0) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSafe(c)) {
        safe.append(c);
      } else {
        safe.append(escape(c));
      }
    }
    return safe.toString();
  }

  private static int firstUnsafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSafe(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a character neither controls a terminal nor reorders what stands around it. */
  static boolean isSafe(char c) {
    return c >= ' '
        && !(c >= 0x7f && c <= 0x9f)
        && c != 0x061c
        && !(c >= 0x200e && c <= 0x200f)
        && !(c >= 0x2028 && c <= 0x202e)
        && !(c >= 0x2066 && c <= 0x2069);
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
    };
  }
}
