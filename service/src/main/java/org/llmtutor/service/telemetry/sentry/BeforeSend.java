package org.llmtutor.service.telemetry.sentry;

import io.sentry.Hint;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import jakarta.ws.rs.ClientErrorException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.ExpectedFailure;
import org.llmtutor.service.telemetry.RequestContext;
import org.slf4j.MDC;

/**
 * Decides which events leave for Sentry, and as what: no expected failures, those that the sample
 * rate leaves, and of one cause no more than the cap. Runs on the thread that reports, whose names
 * it gives to the event. Safe for concurrent use.
 */
final class BeforeSend implements SentryOptions.BeforeSendCallback {

  /** Marks the event that only warms the client up. */
  static final String WARM_UP = "warm_up";

  /** What an event knows of those that were folded into it. */
  static final String FOLDED = "folded";

  private final double sampleRate;
  private final RepeatCap cap;

  BeforeSend(double sampleRate, RepeatCap cap) {
    this.sampleRate = sampleRate;
    this.cap = cap;
  }

  @Override
  public @Nullable SentryEvent execute(SentryEvent event, Hint hint) {
    if (event.getTag(WARM_UP) != null) {
      return null;
    }
    if (isExpected(event.getThrowable())) {
      SentryState.discarded(DiscardReason.BEFORE_SEND, 1);
      return null;
    }
    markTransaction();
    nameRequest(event);
    if (!SentryProbe.isProbe(event) && !mayLeave(event)) {
      return null;
    }
    EventScrubber.scrub(event);
    return event;
  }

  private boolean mayLeave(SentryEvent event) {
    if (!ErrorReports.isTold(event) && ThreadLocalRandom.current().nextDouble() >= sampleRate) {
      SentryState.discarded(DiscardReason.SAMPLE_RATE, 1);
      return false;
    }
    List<String> own = event.getFingerprints();
    List<String> fingerprint = own == null || own.isEmpty() ? Fingerprint.of(event) : own;
    event.setFingerprints(fingerprint);
    OptionalLong folded = cap.admit(String.join("\n", fingerprint));
    if (folded.isEmpty()) {
      SentryState.folded();
      return false;
    }
    if (folded.getAsLong() > 0) {
      event.setExtra(FOLDED, folded.getAsLong());
    }
    return true;
  }

  /** The caller was told what to do about it; nobody here has to. */
  private static boolean isExpected(@Nullable Throwable thrown) {
    return Fingerprint.chain(thrown).stream()
        .anyMatch(
            cause -> cause instanceof ExpectedFailure || cause instanceof ClientErrorException);
  }

  /** A request with an error is traced whatever the rate of traces. */
  private static void markTransaction() {
    ITransaction transaction = Sentry.getCurrentScopes().getTransaction();
    if (transaction != null) {
      transaction.setData(KeptTransactions.ERROR, true);
    }
  }

  private static void nameRequest(SentryEvent event) {
    for (String key : RequestContext.KEYS) {
      String value = MDC.get(key);
      if (value != null && event.getTag(key) == null) {
        event.setTag(key, value);
      }
    }
  }
}
