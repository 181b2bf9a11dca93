package org.llmtutor.rules.template;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Go's functions that compare values and take parts of them. */
final class Comparisons {

  private Comparisons() {}

  /** Whether the first argument equals one of the others. */
  static boolean anyEqual(List<@Nullable Object> arguments) {
    Object first = arguments.get(0);
    boolean any = false;
    for (Object other : arguments.subList(1, arguments.size())) {
      if (!sameType(first, other)) {
        throw mismatch(first, other);
      }
      any = any || equal(first, other);
    }
    return any;
  }

  private static boolean equal(@Nullable Object first, @Nullable Object second) {
    if (first instanceof Double a && second instanceof Double b) {
      return a.doubleValue() == b.doubleValue();
    }
    return Objects.equals(first, second);
  }

  private static boolean sameType(@Nullable Object first, @Nullable Object second) {
    return first == null || second == null || first.getClass() == second.getClass();
  }

  /** Below zero when the first is less; both must be texts, whole numbers or floats. */
  static int compare(List<@Nullable Object> arguments) {
    Object first = arguments.get(0);
    Object second = arguments.get(1);
    if (first instanceof Long a && second instanceof Long b) {
      return a.compareTo(b);
    }
    if (first instanceof Double a && second instanceof Double b) {
      return a.compareTo(b);
    }
    if (first instanceof String a && second instanceof String b) {
      return a.compareTo(b);
    }
    throw mismatch(first, second);
  }

  private static Failure mismatch(@Nullable Object first, @Nullable Object second) {
    boolean floats =
        (first instanceof Double && second instanceof Long)
            || (first instanceof Long && second instanceof Double);
    return Failure.type(
        "compares a " + GoValues.type(first) + " with a " + GoValues.type(second),
        floats ? "write the number with a point, such as 1.0" : "compare values of one type");
  }

  static long length(@Nullable Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    if (value instanceof Collection<?> list) {
      return list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    throw Failure.type("len: a " + GoValues.type(value) + " has none", "hand over a list");
  }

  /** The item of a map or list that the further arguments lead to. */
  static @Nullable Object index(List<@Nullable Object> arguments) {
    Object value = arguments.get(0);
    for (Object key : arguments.subList(1, arguments.size())) {
      value = item(value, key);
    }
    return value;
  }

  private static @Nullable Object item(@Nullable Object value, @Nullable Object key) {
    if (value instanceof Map<?, ?> map && key instanceof String) {
      Object found = map.get(key);
      return found == null ? "" : found;
    }
    if (value instanceof List<?> list && key instanceof Long at) {
      if (at < 0 || at >= list.size()) {
        throw Failure.data("index: there is no item " + at, "test len first");
      }
      return list.get(at.intValue());
    }
    throw Failure.type(
        "index: a " + GoValues.type(key) + " into a " + GoValues.type(value),
        "write index $labels \"name\"");
  }

  static Object slice(List<@Nullable Object> arguments) {
    Object value = arguments.get(0);
    int length = (int) length(value);
    int from = arguments.size() > 1 ? place(arguments.get(1), length) : 0;
    int to = arguments.size() > 2 ? place(arguments.get(2), length) : length;
    if (from > to) {
      throw Failure.data("slice: " + from + " is after " + to, "swap them");
    }
    if (value instanceof List<?> list) {
      return list.subList(from, to);
    }
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
    throw Failure.type("slice: a " + GoValues.type(value) + " has no parts", "hand over a list");
  }

  private static int place(@Nullable Object value, int length) {
    if (value instanceof Long at && at >= 0 && at <= length) {
      return at.intValue();
    }
    throw Failure.data("slice: " + GoValues.text(value) + " is outside", "test len first");
  }
}
