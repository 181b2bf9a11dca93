package org.llmtutor.service.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one run of a check ended.
 *
 * @param status {@code ok}, {@code failed} or {@code timed_out}
 * @param message for a person, without addresses and secrets
 * @param took how long it ran
 */
record Outcome(String status, @Nullable String message, Duration took) {

  static final String OK = "ok";
  static final String FAILED = "failed";
  static final String TIMED_OUT = "timed_out";

  boolean isOk() {
    return status.equals(OK);
  }
}
