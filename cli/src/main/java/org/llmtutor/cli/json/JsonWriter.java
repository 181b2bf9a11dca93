package org.llmtutor.cli.json;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, collections, strings, numbers, booleans and nulls as indented JSON. Decimals are
 * written in full, never in scientific notation; lists of plain values stay on one line. Control
 * characters are escaped, so the text is safe to show on a terminal.
 */
public final class JsonWriter {

  private final StringBuilder text = new StringBuilder();

  private JsonWriter() {}

  /** The value as JSON, without a line break at the end. */
  public static String write(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value, 0);
    return writer.text.toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof Collection<?> items) {
      array(items, depth);
    } else if (value instanceof BigDecimal number) {
      text.append(number.toPlainString());
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      string(value.toString());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      text.append("{}");
      return;
    }
    String separator = "{";
    for (Map.Entry<?, ?> member : map.entrySet()) {
      text.append(separator);
      newLine(depth + 1);
      string(String.valueOf(member.getKey()));
      text.append(": ");
      value(member.getValue(), depth + 1);
      separator = ",";
    }
    newLine(depth);
    text.append('}');
  }

  private void array(Collection<?> items, int depth) {
    boolean plain = isPlain(items);
    text.append('[');
    for (Iterator<?> it = items.iterator(); it.hasNext(); ) {
      if (!plain) {
        newLine(depth + 1);
      }
      value(it.next(), depth + 1);
      if (it.hasNext()) {
        text.append(plain ? ", " : ",");
      }
    }
    if (!plain) {
      newLine(depth);
    }
    text.append(']');
  }

  private static boolean isPlain(Collection<?> items) {
    for (Object item : items) {
      if (item instanceof Map || item instanceof Collection) {
        return false;
      }
    }
    return true;
  }

  private void newLine(int depth) {
    text.append('\n').append("  ".repeat(depth));
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\r' -> text.append("\\r");
        default -> character(c);
      }
    }
    text.append('"');
  }

  private void character(char c) {
    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
      String hex = Integer.toHexString(c);
      text.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
    } else {
      text.append(c);
    }
  }
}
