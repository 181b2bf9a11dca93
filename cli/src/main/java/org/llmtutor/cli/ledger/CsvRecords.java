package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.llmtutor.cli.failure.CliException;

/**
 * Comma-separated values with a heading, as RFC 4180 has them.
 *
 * @param shown the file's name, for messages
 * @param heading column names in lower case with underscores
 * @param rows values by column
 */
record CsvRecords(String shown, List<String> heading, List<Row> rows) {

  /**
   * One record.
   *
   * @param line where it begins in the file
   * @param values by column; missing ones are empty
   */
  record Row(String shown, int line, Map<String, String> values) {

    String text(String column) {
      return values.getOrDefault(column, "").strip();
    }

    /** A number; zero where the field is empty. */
    BigDecimal number(String column) {
      String text = text(column).replace(",", "").replace("$", "");
      try {
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
      } catch (NumberFormatException e) {
        throw CliException.failed(
            "%s:%d: %s is not a number; export the file again".formatted(shown, line, column));
      }
    }

    /** A whole number; zero where the field is empty. */
    long count(String column) {
      try {
        return number(column).longValueExact();
      } catch (ArithmeticException e) {
        throw CliException.failed(
            "%s:%d: %s is not a whole number; export the file again"
                .formatted(shown, line, column));
      }
    }
  }

  /** Whether all of these columns are there. */
  boolean has(String... columns) {
    return heading.containsAll(List.of(columns));
  }

  static CsvRecords parse(String text, String shown) {
    List<String> heading = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    int line = 1;
    int at = 0;
    while (at < text.length()) {
      List<String> fields = new ArrayList<>();
      int end = record(text, at, fields);
      if (heading.isEmpty()) {
        fields.forEach(name -> heading.add(column(name)));
      } else if (fields.size() > 1 || !fields.get(0).isBlank()) {
        rows.add(new Row(shown, line, values(heading, fields)));
      }
      for (int i = at; i < end; i++) {
        line += text.charAt(i) == '\n' ? 1 : 0;
      }
      at = end;
    }
    return new CsvRecords(shown, heading, rows);
  }

  private static String column(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  private static Map<String, String> values(List<String> heading, List<String> fields) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < heading.size() && i < fields.size(); i++) {
      values.put(heading.get(i), fields.get(i));
    }
    return values;
  }

  /** Reads one record from {@code at} on; the place of the next one. */
  private static int record(String text, int at, List<String> fields) {
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int i = at;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\n' && !quoted) {
        i++;
        break;
      } else if (c != '\r' || quoted) {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return i;
  }
}
