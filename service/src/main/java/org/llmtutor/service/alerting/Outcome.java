package org.llmtutor.service.alerting;

import java.util.Locale;

/** What became of a notification. */
enum Outcome {
  /** The receiver took it. */
  SENT,
  /** The receiver refused it, or all attempts failed. */
  FAILED,
  /** It made room for a newer one, or the service stopped. */
  DROPPED;

  /** As metrics call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
