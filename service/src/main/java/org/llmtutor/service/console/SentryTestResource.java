package org.llmtutor.service.console;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Locale;
import org.llmtutor.api.SentryTest;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.MinuteLimiter;
import org.llmtutor.service.http.RateLimiter;
import org.llmtutor.service.http.Summary;
import org.llmtutor.service.telemetry.sentry.SentryProbe;

/**
 * Sends a marked error report, so that operators know before they need it that they get through.
 */
@Timed
@Path("/api/ops/sentry/test")
@Produces(MediaType.APPLICATION_JSON)
public final class SentryTestResource {

  private final SentryProbe probe;
  private final RateLimiter limiter;

  SentryTestResource(Duration deadline, int perMinute) {
    this.probe = new SentryProbe(deadline);
    this.limiter = new MinuteLimiter(perMinute, 1);
  }

  /** Waits for what becomes of it. */
  @POST
  @Summary("send a marked error report to Sentry and tell whether it arrived")
  public SentryTest send(@Auth Operator operator) {
    limiter
        .take("")
        .ifPresent(
            wait -> {
              throw new ApiException(
                  429,
                  "rate_limited",
                  "More than %d test reports in a minute. Wait a moment and try again."
                      .formatted(limiter.perMinute()),
                  null,
                  wait);
            });
    SentryProbe.Result result = probe.send();
    return new SentryTest(
        result.outcome() == SentryProbe.Outcome.DELIVERED,
        result.outcome().name().toLowerCase(Locale.ROOT),
        result.eventId().isEmpty() ? null : result.eventId(),
        result.environment(),
        result.release(),
        result.status() == 0 ? null : result.status());
  }
}
