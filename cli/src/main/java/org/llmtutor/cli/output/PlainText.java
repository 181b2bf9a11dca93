package org.llmtutor.cli.output;

/**
 * Text from elsewhere made safe to show: control characters, escape sequences and characters that
 * reorder the line become visible escapes, so that no server can drive the terminal.
 */
public final class PlainText {

  private PlainText() {}

  /** The text with everything that is not plain made visible, for example {@code \x1b}. */
  public static String of(String text) {
    int i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) {
      i++;
    }
    return i == text.length() ? text : escape(text);
  }

  /** {@link #of}, cut to {@code limit} characters. */
  public static String of(String text, int limit) {
    String plain = of(text);
    return plain.length() <= limit ? plain : plain.substring(0, limit) + "...";
  }

  private static String escape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        plain.append(c);
      } else if (c == '\n') {
        plain.append("\\n");
      } else if (c == '\t') {
        plain.append("\\t");
      } else {
        String hex = Integer.toHexString(c);
        plain.append(c < 256 ? "\\x" : "\\u");
        plain.append("0".repeat((c < 256 ? 2 : 4) - hex.length())).append(hex);
      }
    }
    return plain.toString();
  }

  private static boolean isPlain(char c) {
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    return !Character.isISOControl(c)
        && Character.getType(c) != Character.FORMAT
        && c != '\u2028'
        && c != '\u2029';
  }
}
