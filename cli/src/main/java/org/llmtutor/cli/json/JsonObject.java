package org.llmtutor.cli.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;

/**
 * A JSON object from somewhere, with access by name that says what is wrong: {@code http://…/costs:
 * 'total.calls' is missing}.
 *
 * @param members values as {@link JsonText} reads them
 * @param source where the text came from, for messages
 * @param path names from the root to this object, empty at the root
 */
public record JsonObject(Map<String, @Nullable Object> members, String source, String path) {

  /** Wraps without copying; the map must not change afterwards. */
  public JsonObject {
    members = Collections.unmodifiableMap(members);
  }

  /**
   * Views a parsed value as an object.
   *
   * @throws CliException when it is something else
   */
  public static JsonObject of(@Nullable Object value, String source) {
    return of(value, source, "");
  }

  private static JsonObject of(@Nullable Object value, String source, String path) {
    if (!(value instanceof Map<?, ?> map)) {
      String what = path.isEmpty() ? "the reply" : "'" + path + "'";
      throw unexpected(source, what + " is not an object");
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((name, member) -> members.put(String.valueOf(name), member));
    return new JsonObject(members, source, path);
  }

  /** The string called {@code name}. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  /** The string called {@code name}, empty when absent, null or not a string. */
  public Optional<String> optionalText(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The number called {@code name}, exactly as sent. */
  public BigDecimal number(String name) {
    return optionalNumber(name).orElseThrow(() -> missing(name));
  }

  /** The number called {@code name}, empty when absent, null or not a number. */
  public Optional<BigDecimal> optionalNumber(String name) {
    return members.get(name) instanceof BigDecimal n ? Optional.of(n) : Optional.empty();
  }

  /** The whole number called {@code name}. */
  public long count(String name) {
    try {
      return number(name).longValueExact();
    } catch (ArithmeticException e) {
      throw unexpected(source, "'" + pathTo(name) + "' is not a whole number");
    }
  }

  /** The object called {@code name}. */
  public JsonObject object(String name) {
    if (members.get(name) == null) {
      throw missing(name);
    }
    return of(members.get(name), source, pathTo(name));
  }

  /** The object called {@code name}; empty when absent or null. */
  public Optional<JsonObject> optionalObject(String name) {
    return members.get(name) == null ? Optional.empty() : Optional.of(object(name));
  }

  /** The list called {@code name}; empty when absent. */
  public List<@Nullable Object> list(String name) {
    return members.get(name) instanceof List<?> items
        ? Collections.unmodifiableList(new ArrayList<@Nullable Object>(items))
        : List.of();
  }

  /** The list of objects called {@code name}; empty when absent. */
  public List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object item : list(name)) {
      objects.add(of(item, source, pathTo(name) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  /** The list of strings called {@code name}; values that are not strings are left out. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : list(name)) {
      if (item instanceof String text) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** An error that says what was expected of this object. */
  public CliException unexpected(String problem) {
    return unexpected(source, problem);
  }

  private static CliException unexpected(String source, String problem) {
    return CliException.failed(
        source + ": " + problem + "; do the service and monitorctl have the same release?");
  }

  private CliException missing(String name) {
    return unexpected(source, "'" + pathTo(name) + "' is missing");
  }

  private String pathTo(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
