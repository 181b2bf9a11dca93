package org.llmtutor.service.telemetry.log;

import java.util.Arrays;
import java.util.Locale;

/** How lines are written. */
enum LineFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON;

  /** Characters of a line at most, unless the configuration says otherwise. */
  static final int USUAL_LENGTH = 16_384;

  private static final int LEAST_LENGTH = 2_048;

  /** The format with this name. */
  static LineFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "format (LOG_FORMAT): '" + name + "': not a format; use text or json"));
  }

  /** Checks a bound of a line's characters. */
  static int length(int characters) {
    if (characters < LEAST_LENGTH) {
      throw new IllegalArgumentException(
          "'" + characters + "': maxLineLength must be at least " + LEAST_LENGTH);
    }
    return characters;
  }
}
