package org.llmtutor.service.telemetry.sentry;

import io.sentry.Hint;
import io.sentry.SentryOptions;
import io.sentry.SpanContext;
import io.sentry.clientreport.DiscardReason;
import io.sentry.protocol.SentryTransaction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides at a transaction's end whether it leaves for Sentry: when it failed, an error was
 * reported in it, or it was slow; of the others the sample rate's share, by the trace's id, so that
 * all parts of a trace are kept or none. Safe for concurrent use.
 */
final class KeptTransactions implements SentryOptions.BeforeSendTransactionCallback {

  /** Notes that an error was reported. */
  static final String ERROR = "error_reported";

  /** Notes the reply's status. */
  static final String STATUS = "http.response.status_code";

  private final double sampleRate;
  private final Duration slow;

  KeptTransactions(double sampleRate, Duration slow) {
    this.sampleRate = sampleRate;
    this.slow = slow;
  }

  @Override
  public @Nullable SentryTransaction execute(SentryTransaction transaction, Hint hint) {
    SpanContext trace = transaction.getContexts().getTrace();
    if (trace == null || !(isNotable(transaction, trace) || isSampled(trace))) {
      SentryState.discarded(DiscardReason.SAMPLE_RATE, 1);
      return null;
    }
    EventScrubber.scrub(transaction);
    return transaction;
  }

  private boolean isNotable(SentryTransaction transaction, SpanContext trace) {
    Object status = trace.getData().get(STATUS);
    Double end = transaction.getTimestamp();
    return Boolean.TRUE.equals(trace.getData().get(ERROR))
        || (status instanceof Integer code && code >= 500)
        || (end != null && (end - transaction.getStartTimestamp()) * 1e9 >= slow.toNanos());
  }

  private boolean isSampled(SpanContext trace) {
    String random = trace.getTraceId().toString().substring(16);
    long number = Long.parseUnsignedLong(random, 16) >>> 1;
    return number < sampleRate * Long.MAX_VALUE;
  }
}
