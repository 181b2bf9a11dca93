package org.llmtutor.cli.output;

/** Columns that text takes on a terminal: combining marks take none, East Asian wide ones two. */
public final class DisplayWidth {

  private DisplayWidth() {}

  /** Columns of the text. */
  public static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      width += of(point);
      i += Character.charCount(point);
    }
    return width;
  }

  private static int of(int point) {
    if (point < 0x300) {
      return 1;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0xa4cf && point != 0x303f)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x1f300 && point <= 0x1faff)
        || (point >= 0x20000 && point <= 0x3fffd);
  }

  /** The text cut to at most {@code width} columns, with {@code ellipsis} where it was cut. */
  public static String cut(String text, int width, String ellipsis) {
    if (of(text) <= width) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int room = width - of(ellipsis);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      room -= of(point);
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(point);
      i += Character.charCount(point);
    }
    return kept.append(ellipsis).toString();
  }
}
