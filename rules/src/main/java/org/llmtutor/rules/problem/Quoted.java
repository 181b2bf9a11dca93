package org.llmtutor.rules.problem;

/** Values as messages show them: in quotes, short, on one line, without control characters. */
public final class Quoted {

  private static final int LONGEST = 60;

  private Quoted() {}

  /** {@code value} in single quotes; cut after 60 characters. */
  public static String of(String value) {
    String line = plain(value);
    boolean tooLong = line.codePointCount(0, line.length()) > LONGEST;
    return tooLong
        ? "'" + line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…'"
        : "'" + line + "'";
  }

  /** {@code value} with each line end as a space and each control character as U+FFFD. */
  public static String plain(String value) {
    StringBuilder text = new StringBuilder(value.length());
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t') {
                text.append(' ');
              } else {
                text.appendCodePoint(DisplayWidth.isUnsafe(c) ? '\uFFFD' : c);
              }
            });
    return text.toString();
  }
}
