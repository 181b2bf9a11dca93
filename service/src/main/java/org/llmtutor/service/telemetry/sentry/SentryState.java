package org.llmtutor.service.telemetry.sentry;

import io.sentry.Sentry;
import java.util.concurrent.atomic.LongAdder;

/** Whether errors are reported to Sentry, and how that goes. */
public final class SentryState {

  private static final LongAdder DISCARDED = new LongAdder();

  private SentryState() {}

  /** Whether a DSN is configured and the environment is one that reports. */
  public static boolean isEnabled() {
    return Sentry.isEnabled();
  }

  /** False while reports are dropped because the receiver is slow, down or refuses them. */
  public static boolean isDelivering() {
    return Sentry.isHealthy();
  }

  /** How many reports were dropped since the start. */
  public static long discarded() {
    return DISCARDED.sum();
  }

  static void discarded(long count) {
    DISCARDED.add(count);
  }
}
