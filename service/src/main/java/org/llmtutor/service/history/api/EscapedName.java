package org.llmtutor.service.history.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Label names as they stand in addresses: {@code U__http_2e_status} is {@code http.status}. Two
 * underscores are one, and hexadecimal digits between single ones are a character.
 */
final class EscapedName {

  private static final String PREFIX = "U__";
  private static final Pattern PART = Pattern.compile("[^_]+|__|_([0-9a-fA-F]{1,6})_");

  private EscapedName() {}

  /** The name that {@code text} stands for; {@code text} itself when it is not escaped well. */
  static String read(String text) {
    if (!text.startsWith(PREFIX)) {
      return text;
    }
    StringBuilder name = new StringBuilder();
    Matcher part = PART.matcher(text).region(PREFIX.length(), text.length());
    int at = PREFIX.length();
    for (; part.lookingAt(); part.region(at, text.length())) {
      String code = part.group(1);
      if (code == null) {
        name.append(part.group().equals("__") ? "_" : part.group());
      } else if (isCharacter(Integer.parseInt(code, 16))) {
        name.appendCodePoint(Integer.parseInt(code, 16));
      } else {
        return text;
      }
      at = part.end();
    }
    return at == text.length() ? name.toString() : text;
  }

  private static boolean isCharacter(int code) {
    boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    return Character.isValidCodePoint(code) && !surrogate;
  }
}
