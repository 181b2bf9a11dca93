package org.llmtutor.service.health;

import com.codahale.metrics.health.HealthCheck;
import org.llmtutor.service.telemetry.sentry.SentryState;

/** Fails when error reporting is configured but its client does not run or drops events. */
public final class SentryCheck extends HealthCheck {

  @Override
  protected Result check() {
    if (!SentryState.isEnabled()) {
      return Result.healthy("disabled");
    }
    return SentryState.isDelivering()
        ? Result.healthy()
        : Result.unhealthy("Error reports do not get through.");
  }
}
