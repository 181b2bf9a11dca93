package org.llmtutor.service.telemetry.sentry;

import io.sentry.RequestDetails;
import io.sentry.RequestDetailsResolver;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryId;
import io.sentry.util.HintUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends one marked event the way that all go, and tells whether it arrived; if not, why. Safe for
 * concurrent use.
 */
public final class SentryProbe {

  private static final String MARK = "sentry_test";

  private final Duration deadline;

  /**
   * A probe that has sent nothing.
   *
   * @param deadline how long the event may take to arrive; the search for a reason takes as long
   *     again
   */
  public SentryProbe(Duration deadline) {
    this.deadline = deadline;
  }

  /** What became of an event. */
  public enum Outcome {
    /** The receiver took it. */
    DELIVERED,
    /** Reporting is off in development. */
    OFF_IN_DEVELOPMENT,
    /** There is no address to send to. */
    NO_DSN,
    /** The receiver refuses the key (401 or 403). */
    REFUSED,
    /** The receiver wants fewer reports (429). */
    RATE_LIMITED,
    /** The receiver answers with another error. */
    FAILED,
    /** No connection. */
    UNREACHABLE,
    /** No answer before the deadline. */
    TIMED_OUT
  }

  /**
   * What became of an event.
   *
   * @param eventId its id, 32 hexadecimal digits; empty when none was sent
   * @param status what the receiver answered, where that is the reason; else 0
   */
  public record Result(
      Outcome outcome, String eventId, String environment, String release, int status) {}

  /** Sends an event and waits for what becomes of it. */
  public Result send() {
    SentryState.Setup setup = SentryState.setup();
    if (!Sentry.isEnabled()) {
      return result(setup.hasDsn() ? Outcome.OFF_IN_DEVELOPMENT : Outcome.NO_DSN, "", 0);
    }
    Waited waited = new Waited();
    SentryId id = Sentry.captureEvent(event(), HintUtils.createWithTypeCheckHint(waited));
    return waited.arrived(deadline)
        ? result(Outcome.DELIVERED, id.toString(), 0)
        : reason(id.toString());
  }

  /** Whether an event is such a one, which no sampling and no cap holds back. */
  static boolean isProbe(SentryEvent event) {
    return event.getTag(MARK) != null;
  }

  private static SentryEvent event() {
    Message message = new Message();
    message.setFormatted("Test of error reporting, sent by an operator");
    SentryEvent event = new SentryEvent();
    event.setMessage(message);
    event.setLevel(SentryLevel.INFO);
    event.setLogger(SentryProbe.class.getName());
    event.setTag(MARK, "true");
    event.setFingerprints(List.of(MARK));
    return event;
  }

  /** Asks the receiver itself, with an envelope that holds nothing. */
  private Result reason(String id) {
    SentryOptions options = Sentry.getCurrentScopes().getOptions();
    RequestDetails receiver = new RequestDetailsResolver(options).resolve();
    try {
      int status = ask(receiver);
      Outcome outcome =
          switch (status) {
            case 401, 403 -> Outcome.REFUSED;
            case 429 -> Outcome.RATE_LIMITED;
            default -> otherwise(status);
          };
      return result(outcome, id, status >= 400 ? status : 0);
    } catch (java.net.SocketTimeoutException e) {
      return result(Outcome.TIMED_OUT, id, 0);
    } catch (IOException e) {
      return result(Outcome.UNREACHABLE, id, 0);
    }
  }

  /** It takes envelopes; so this one was held back, because it had refused too many before. */
  private static Outcome otherwise(int status) {
    if (status >= 400) {
      return Outcome.FAILED;
    }
    var limiter = Sentry.getCurrentScopes().getRateLimiter();
    boolean heldBack = limiter != null && limiter.isAnyRateLimitActive();
    return heldBack ? Outcome.RATE_LIMITED : Outcome.TIMED_OUT;
  }

  private int ask(RequestDetails receiver) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) receiver.getUrl().openConnection();
    try {
      receiver.getHeaders().forEach(connection::setRequestProperty);
      connection.setRequestProperty("Content-Type", "application/x-sentry-envelope");
      connection.setRequestMethod("POST");
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout((int) deadline.toMillis());
      connection.setReadTimeout((int) deadline.toMillis());
      connection.setDoOutput(true);
      try (OutputStream body = connection.getOutputStream()) {
        body.write("{}\n".getBytes(StandardCharsets.UTF_8));
      }
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private static Result result(Outcome outcome, String id, int status) {
    SentryState.Setup setup = SentryState.setup();
    return new Result(outcome, id, setup.environment(), setup.release(), status);
  }

  /** Waits for the sending thread. */
  private static final class Waited extends WatchedTransport.Submission {

    private final CountDownLatch told = new CountDownLatch(1);

    @Override
    public void setResult(boolean result) {
      super.setResult(result);
      told.countDown();
    }

    boolean arrived(Duration deadline) {
      try {
        return told.await(deadline.toMillis(), TimeUnit.MILLISECONDS) && isSuccess();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
