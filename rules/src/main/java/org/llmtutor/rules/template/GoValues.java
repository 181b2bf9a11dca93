package org.llmtutor.rules.template;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.number.FloatText;

/** What Go says of values: how they print, which are true, what their types are called. */
final class GoValues {

  private GoValues() {}

  /** As {@code %v} prints it: numbers shortest, maps as {@code map[a:1 b:2]}. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "<no value>";
    }
    if (value instanceof Double number) {
      return FloatText.format(number);
    }
    if (value instanceof Instant time) {
      return Humanize.text(time);
    }
    if (value instanceof Duration duration) {
      return GoDuration.text(duration);
    }
    if (value instanceof Labels labels) {
      return text(labels.toMap());
    }
    if (value instanceof Map<?, ?> map) {
      return new TreeMap<>(map)
          .entrySet().stream()
              .map(entry -> entry.getKey() + ":" + text(entry.getValue()))
              .collect(Collectors.joining(" ", "map[", "]"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(GoValues::text).collect(Collectors.joining(" ", "[", "]"));
    }
    if (value instanceof TemplateData.Sample sample) {
      return "{" + text(sample.labels()) + " " + text(sample.value()) + "}";
    }
    return value.toString();
  }

  /** Whether it is neither false, zero, empty nor nothing. */
  static boolean truth(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    if (value instanceof Collection<?> list) {
      return !list.isEmpty();
    }
    return value != null;
  }

  /** The Go type, for messages. */
  static String type(@Nullable Object value) {
    if (value == null) {
      return "nil";
    }
    if (value instanceof Double) {
      return "float64";
    }
    if (value instanceof Long) {
      return "int";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof Map<?, ?>) {
      return "map[string]string";
    }
    if (value instanceof Instant) {
      return "*time.Time";
    }
    if (value instanceof Duration) {
      return "*time.Duration";
    }
    return value instanceof Collection<?> ? "template.queryResult" : "*template.sample";
  }
}
