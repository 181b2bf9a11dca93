package org.llmtutor.service.exercise;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How hard an exercise is, from easy to hard. */
public enum Difficulty {
  /** One idea, a few lines. */
  EASY,
  /** Two ideas together. */
  MEDIUM,
  /** Needs a plan, or a fast way. */
  HARD;

  /** The name in files, replies and metric labels, for example {@code easy}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The difficulty with this wire name; empty when there is none. */
  public static Optional<Difficulty> find(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
  }

  /** All wire names, from easy to hard. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(Difficulty::wireName).toList();
  }

  @JsonCreator
  static Difficulty fromFile(String wireName) {
    return find(wireName)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + wireName + "': not a difficulty; use one of " + wireNames()));
  }
}
