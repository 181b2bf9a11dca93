package org.llmtutor.promql.series;

import java.util.HashMap;
import java.util.Map;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;
import org.llmtutor.promql.model.Quoted;

/** Reads {@code metric{a="b"}}, {@code {a="b"}} or {@code {"a name", "a.b"="c"}}. */
final class MetricReader {

  private static final String NAME_REMEDY =
      "start with a metric name or labels, such as up{job=\"a\"}";
  private static final String PAIR_REMEDY = "write labels as name=\"value\" with commas between";

  private final Cursor cursor;
  private final Map<String, String> labels = new HashMap<>();

  MetricReader(Cursor cursor) {
    this.cursor = cursor;
  }

  Labels read() {
    int start = cursor.index();
    String name = identifier(true);
    if (!name.isEmpty()) {
      put(start, MetricNames.LABEL, name);
    }
    boolean braces = cursor.peek() == '{' && cursor.peek(1) != '{';
    if (braces) {
      readBraces();
    } else if (name.isEmpty()) {
      throw cursor.unexpected("where a series should start", NAME_REMEDY);
    }
    if (!cursor.atEnd() && !cursor.atSpace()) {
      throw cursor.unexpected("after the series", "put a space between the series and its values");
    }
    return Labels.of(labels);
  }

  private void readBraces() {
    cursor.next();
    cursor.skipSpace();
    while (!cursor.take('}')) {
      readItem();
      cursor.skipSpace();
      if (cursor.take(',')) {
        cursor.skipSpace();
      } else if (cursor.peek() != '}') {
        throw cursor.unexpected("after a label", "go on with , or }");
      }
    }
  }

  private void readItem() {
    int start = cursor.index();
    boolean quoted = isQuote(cursor.peek());
    String name = quoted ? new StringReader(cursor).read() : identifier(false);
    if (name.isEmpty()) {
      throw cursor.unexpected("where a label should start", PAIR_REMEDY);
    }
    cursor.skipSpace();
    if (cursor.take('=')) {
      cursor.skipSpace();
      if (!isQuote(cursor.peek())) {
        throw cursor.unexpected("where the value of " + name + " should stand", PAIR_REMEDY);
      }
      put(start, name, new StringReader(cursor).read());
    } else if (quoted && (cursor.peek() == ',' || cursor.peek() == '}')) {
      put(start, MetricNames.LABEL, name);
    } else {
      throw cursor.unexpected("after the label name " + Quoted.of(name), PAIR_REMEDY);
    }
  }

  private void put(int start, String name, String value) {
    if (labels.put(name, value) != null) {
      String what = name.equals(MetricNames.LABEL) ? "a second metric name" : "stands twice";
      throw cursor.problemSince(start, what, "leave one of them");
    }
  }

  private String identifier(boolean colons) {
    int start = cursor.index();
    while (isPart(cursor.peek(), cursor.index() > start, colons)) {
      cursor.next();
    }
    return cursor.since(start);
  }

  private static boolean isPart(char c, boolean digits, boolean colons) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (digits && c >= '0' && c <= '9')
        || (colons && c == ':');
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
