package org.llmtutor.promql.model;

/**
 * Text in double quotes, escaped as Go's {@code strconv.Quote} does, {@link StrayBytes} included.
 */
public final class Quoted {

  private Quoted() {}

  /** {@code text} in double quotes. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(point -> append(quoted, point));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int point) {
    switch (point) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case 0x07 -> quoted.append("\\a");
      case '\b' -> quoted.append("\\b");
      case '\f' -> quoted.append("\\f");
      case 0x0b -> quoted.append("\\v");
      default -> {
        if (printable(point)) {
          quoted.appendCodePoint(point);
        } else {
          quoted.append(escape(point));
        }
      }
    }
  }

  private static boolean printable(int point) {
    if (point == ' ') {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String escape(int point) {
    if (point < 0x80) {
      return "\\x" + hex(point, 2);
    }
    if (StrayBytes.isByte(point)) {
      return "\\x" + hex(StrayBytes.byteOf(point), 2);
    }
    return point < 0x10000 ? "\\u" + hex(point, 4) : "\\U" + hex(point, 8);
  }

  private static String hex(int point, int digits) {
    String hex = Integer.toHexString(point);
    return "0".repeat(digits - hex.length()) + hex;
  }
}
