package org.llmtutor.promql.function;

import com.google.re2j.Matcher;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text with references to groups of a regular expression, as Go expands them: {@code $1}, {@code
 * ${1}x}, {@code $name} and {@code ${name}}, where a name is as long as possible ({@code $1x} is
 * the group {@code 1x}); {@code $$} is a dollar sign, and so is a lone one. A group that is unknown
 * or took no part in the match is empty. Immutable.
 */
public final class Replacement {

  /** Numbers of groups from here on are names, as in Go. */
  private static final int NUMBERS_END = 100_000_000;

  private final String template;

  /** A replacement written as {@code template}. */
  public Replacement(String template) {
    this.template = template;
  }

  /** The text for one match. */
  public String of(Matcher match) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    int dollar;
    while ((dollar = template.indexOf('$', at)) >= 0) {
      text.append(template, at, dollar);
      at = dollar + 1;
      if (template.startsWith("$", at)) {
        text.append('$');
        at++;
        continue;
      }
      boolean braces = template.startsWith("{", at);
      int start = braces ? at + 1 : at;
      int end = endOfName(start);
      if (end == start || (braces && !template.startsWith("}", end))) {
        text.append('$');
        continue;
      }
      append(text, match, template.substring(start, end));
      at = braces ? end + 1 : end;
    }
    return text.append(template, at, template.length()).toString();
  }

  private int endOfName(int start) {
    int end = start;
    while (end < template.length()) {
      int point = template.codePointAt(end);
      if (point != '_' && !Character.isLetter(point) && !Character.isDigit(point)) {
        break;
      }
      end += Character.charCount(point);
    }
    return end;
  }

  private static void append(StringBuilder text, Matcher match, String name) {
    Integer group = group(match, name);
    if (group != null && group <= match.groupCount() && match.start(group) >= 0) {
      text.append(match.group(group));
    }
  }

  private static @Nullable Integer group(Matcher match, String name) {
    int number = number(name);
    if (number >= 0) {
      return number;
    }
    Map<String, Integer> named = match.pattern().namedGroups();
    return named.get(name);
  }

  /** The number that {@code name} is; -1 when it is none, has leading zeros or is too large. */
  private static int number(String name) {
    if (name.startsWith("0") && name.length() > 1) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9' || number >= NUMBERS_END) {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return (int) number;
  }
}
