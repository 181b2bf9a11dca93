package org.llmtutor.service.alerting;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks of configured values, with the messages that operators read. */
final class Bounds {

  private static final Duration LONGEST = Duration.ofDays(366);

  private Bounds() {}

  static Duration or(io.dropwizard.util.@Nullable Duration value, Duration otherwise) {
    return value == null ? otherwise : value.toJavaDuration();
  }

  /** At least a millisecond. */
  static void millis(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + ": " + value + " is out of range; use 1ms to 366d");
    }
  }

  static void notNegative(String name, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + ": " + value + " is out of range; use 0s to 366d");
    }
  }

  static void range(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " is out of range; use " + least + " to " + most);
    }
  }
}
