package org.llmtutor.service.alerting;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A notification that did not arrive. Messages say what happened and never where: addresses of
 * webhooks are secrets.
 */
abstract sealed class DeliveryException extends Exception {

  private static final long serialVersionUID = 1L;

  private DeliveryException(String message) {
    super(message, null, false, false);
  }

  /** Another attempt may help. */
  static final class Unavailable extends DeliveryException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration retryAfter;

    Unavailable(String message, @Nullable Duration retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    /** How long the receiver asks to wait; null when it does not. */
    @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  /** Another attempt would be refused as well. */
  static final class Refused extends DeliveryException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
