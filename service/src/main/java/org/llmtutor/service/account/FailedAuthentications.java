package org.llmtutor.service.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.base.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.sentry.ErrorReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators when so many wrong tokens come within a while that somebody may be guessing: once
 * per while. Who sent them is not kept. Safe for concurrent use.
 */
final class FailedAuthentications {

  private static final Logger LOG = LoggerFactory.getLogger(FailedAuthentications.class);

  private final Burst burst;
  private final Ticker ticker;
  private long start;
  private int failures;

  FailedAuthentications(Burst burst, Ticker ticker) {
    this.burst = burst;
    this.ticker = ticker;
    this.start = ticker.read();
  }

  /**
   * Property {@code accounts.failedAuthentications}.
   *
   * @param threshold wrong tokens within the window that are told of
   * @param window how long they are counted together
   */
  record Burst(int threshold, Duration window) {

    /** Checks the bounds. */
    Burst {
      if (threshold < 1 || window.isZero() || window.isNegative()) {
        throw new IllegalArgumentException(
            "accounts.failedAuthentications: threshold and window must be above 0, such as 50 and"
                + " 1m");
      }
    }

    /** Reads the property; what is absent takes its default. */
    @JsonCreator
    static Burst of(
        @JsonProperty("threshold") @Nullable Integer threshold,
        @JsonProperty("window") io.dropwizard.util.@Nullable Duration window) {
      return new Burst(
          threshold == null ? 50 : threshold,
          window == null ? Duration.ofMinutes(1) : window.toJavaDuration());
    }
  }

  /** One more wrong token. */
  void count() {
    if (isTheLastDrop()) {
      ErrorReports.tell(
          LOG,
          ErrorReports.Topic.SECURITY,
          "%d wrong tokens within %d s; somebody may be guessing"
              .formatted(burst.threshold(), burst.window().toSeconds()),
          "failed_authentications");
    }
  }

  private synchronized boolean isTheLastDrop() {
    long now = ticker.read();
    if (now - start >= burst.window().toNanos()) {
      start = now;
      failures = 0;
    }
    failures = Math.min(failures + 1, burst.threshold() + 1);
    return failures == burst.threshold();
  }
}
