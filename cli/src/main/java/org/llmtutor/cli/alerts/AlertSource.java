package org.llmtutor.cli.alerts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.json.JsonObject;

/** A server that knows of alerts. */
interface AlertSource {

  /** Its address, for messages. */
  String url();

  /** The alerts that it has now. */
  List<Alert> alerts();

  /** How its rules fare; empty where it evaluates none, or does not tell. */
  Optional<List<RuleHealth>> rules();

  /** What it warned of when it told its rules last, such as a rule file that it cannot read. */
  default List<String> warnings() {
    return List.of();
  }

  /** The texts of an object by name; none when it is not there. */
  static Map<String, String> texts(JsonObject object, String name) {
    Map<String, String> texts = new TreeMap<>();
    if (object.members().get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }

  /** A point in time; null when it is missing, none, or the one that stands for never. */
  static @Nullable Instant time(JsonObject object, String name) {
    try {
      return object
          .optionalText(name)
          .map(text -> OffsetDateTime.parse(text).toInstant())
          .filter(time -> time.isAfter(Instant.EPOCH))
          .orElse(null);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
