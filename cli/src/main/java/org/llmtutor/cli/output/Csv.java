package org.llmtutor.cli.output;

import java.util.List;

/**
 * Comma-separated values as in RFC 4180, with line feeds between records. Control characters other
 * than line feeds become visible escapes.
 */
public final class Csv {

  private Csv() {}

  /** One record, ended by a line feed. */
  public static String line(List<String> fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      line.append(i == 0 ? "" : ",").append(field(fields.get(i)));
    }
    return line.append('\n').toString();
  }

  private static String field(String value) {
    String text = value.indexOf('\n') < 0 ? PlainText.of(value) : lines(value);
    boolean quote = false;
    for (int i = 0; i < text.length() && !quote; i++) {
      char c = text.charAt(i);
      quote = c == ',' || c == '"' || c == '\n' || c == '\r';
    }
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static String lines(String value) {
    StringBuilder text = new StringBuilder();
    for (int start = 0; start <= value.length(); ) {
      int end = value.indexOf('\n', start);
      end = end < 0 ? value.length() : end;
      text.append(start == 0 ? "" : "\n").append(PlainText.of(value.substring(start, end)));
      start = end + 1;
    }
    return text.toString();
  }
}
