package org.llmtutor.service.history.api;

/** Text as it may go into JSON and messages. */
final class PlainText {

  private static final int MOST_SHOWN = 60;

  private PlainText() {}

  /**
   * {@code text} with each lone surrogate, for which a query may have put a byte that is no UTF-8,
   * replaced by U+FFFD, as Prometheus does.
   */
  static String wellFormed(String text) {
    int at = firstLone(text);
    if (at < 0) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    for (; at < mended.length(); at++) {
      if (isPair(mended, at)) {
        at++;
      } else if (Character.isSurrogate(mended.charAt(at))) {
        mended.setCharAt(at, '\uFFFD');
      }
    }
    return mended.toString();
  }

  private static int firstLone(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isPair(text, i)) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isPair(CharSequence text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  /** {@code value} in quotes, cut when it is long. */
  static String quoted(String value) {
    String shown =
        value.codePointCount(0, value.length()) <= MOST_SHOWN
            ? value
            : value.substring(0, value.offsetByCodePoints(0, MOST_SHOWN)) + "…";
    return "\"" + shown.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
