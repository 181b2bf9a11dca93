package org.llmtutor.service.telemetry.sentry;

import io.sentry.AsyncHttpTransportFactory;
import io.sentry.Hint;
import io.sentry.ITransportFactory;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.hints.SubmissionResult;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import io.sentry.util.HintUtils;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The client's own transport, which also counts the envelopes that a receiver refuses because there
 * are too many: the client leaves counting those to the receiver.
 */
final class WatchedTransport implements ITransport {

  private final ITransport transport;

  private WatchedTransport(ITransport transport) {
    this.transport = transport;
  }

  /** Makes one for the client. */
  static final class Factory implements ITransportFactory {

    @Override
    public ITransport create(SentryOptions options, RequestDetails receiver) {
      return new WatchedTransport(new AsyncHttpTransportFactory().create(options, receiver));
    }
  }

  @Override
  public void send(SentryEnvelope envelope, Hint hint) throws IOException {
    if (HintUtils.getSentrySdkHint(hint) == null) {
      HintUtils.setTypeCheckHint(hint, new Submission());
    }
    transport.send(envelope, hint);
  }

  @Override
  public boolean isHealthy() {
    return transport.isHealthy();
  }

  @Override
  public void flush(long timeoutMillis) {
    transport.flush(timeoutMillis);
  }

  @Override
  public @Nullable RateLimiter getRateLimiter() {
    return transport.getRateLimiter();
  }

  @Override
  public void close(boolean isRestarting) throws IOException {
    transport.close(isRestarting);
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }

  /** What became of an envelope; told by the client's sending thread. */
  static class Submission implements SubmissionResult {

    private volatile boolean success;

    @Override
    public void setResult(boolean result) {
      success = result;
      if (!result && !SentryState.takeTold()) {
        SentryState.discarded(DiscardReason.RATELIMIT_BACKOFF, 1);
      }
    }

    @Override
    public boolean isSuccess() {
      return success;
    }
  }
}
