package org.llmtutor.rules.yaml;

import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;

/**
 * Maps each character of a scalar's value to the place it came from. YAML folds lines, drops
 * indentation and resolves escapes, so value and source are walked side by side: white space in the
 * source that has no counterpart is skipped.
 */
final class ScalarPositions {

  private final SourceText source;

  /** For each index of the value, and one beyond, the index in the source. */
  private final int[] offsets;

  private ScalarPositions(SourceText source, int[] offsets) {
    this.source = source;
    this.offsets = offsets;
  }

  static ScalarPositions of(SourceText source, YamlScalar scalar) {
    return new ScalarPositions(source, new Walk(source.text(), scalar).align());
  }

  Span span(int from, int to) {
    int first = offsets[Math.min(from, offsets.length - 1)];
    int last = offsets[Math.min(to, offsets.length - 1)];
    if (to > from) {
      last = Math.max(last, offsets[Math.min(to, offsets.length - 1) - 1] + 1);
    }
    return source.span(first, Math.max(first, last));
  }

  private static final class Walk {
    private final String text;
    private final String value;
    private final ScalarForm form;
    private final int end;
    private int at;

    Walk(String text, YamlScalar scalar) {
      this.text = text;
      this.value = scalar.value();
      this.form = scalar.form();
      this.end = Math.min(scalar.end(), text.length());
      this.at = contentStart(text, scalar);
    }

    private static int contentStart(String text, YamlScalar scalar) {
      if (scalar.form() == ScalarForm.PLAIN) {
        return scalar.start();
      }
      if (!scalar.form().isBlock()) {
        return scalar.start() + 1;
      }
      int newline = text.indexOf('\n', scalar.start());
      return newline < 0 ? scalar.start() : newline + 1;
    }

    int[] align() {
      int[] offsets = new int[value.length() + 1];
      int i = 0;
      while (i < value.length()) {
        if (isSpace(value.charAt(i)) && !atEscape()) {
          offsets[i] = at;
          if (at < end && text.charAt(at) == value.charAt(i)) {
            at++;
          }
          i++;
        } else {
          skipSpace();
          int next = at + sourceLength();
          int units = valueUnits(next);
          for (int k = 0; k < units && i < value.length(); k++) {
            offsets[i++] = at;
          }
          at = Math.min(next, end);
        }
      }
      offsets[value.length()] = at;
      return offsets;
    }

    private boolean atEscape() {
      return form == ScalarForm.DOUBLE_QUOTED && at < end && text.charAt(at) == '\\';
    }

    private void skipSpace() {
      while (at < end && (isSpace(text.charAt(at)) || isLineContinuation())) {
        at++;
      }
    }

    /** A backslash at the end of a line in double quotes joins the lines without a space. */
    private boolean isLineContinuation() {
      return atEscape()
          && at + 1 < end
          && (text.charAt(at + 1) == '\n' || text.charAt(at + 1) == '\r');
    }

    /** How many characters of the source make the next character of the value. */
    private int sourceLength() {
      if (at + 1 >= end) {
        return 1;
      }
      if (form == ScalarForm.SINGLE_QUOTED && text.startsWith("''", at)) {
        return 2;
      }
      if (!atEscape()) {
        return 1;
      }
      return switch (text.charAt(at + 1)) {
        case 'x' -> 4;
        case 'u' -> 6;
        case 'U' -> 10;
        default -> 2;
      };
    }

    /** An escape such as {@code \U0001F600} makes two characters of the value. */
    private int valueUnits(int next) {
      if (next - at != 10 || next > end) {
        return 1;
      }
      try {
        return Character.charCount(Integer.parseInt(text.substring(at + 2, next), 16));
      } catch (NumberFormatException notAnEscape) {
        return 1;
      }
    }

    private static boolean isSpace(char c) {
      return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
  }
}
