package org.llmtutor.cli.output;

import java.util.List;

/** Comma-separated values as in RFC 4180, with line feeds between records. */
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

  private static String field(String text) {
    boolean quote = false;
    for (int i = 0; i < text.length() && !quote; i++) {
      char c = text.charAt(i);
      quote = c == ',' || c == '"' || c == '\n' || c == '\r';
    }
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
