package org.llmtutor.service.llm;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.ExpectedFailure;
import org.llmtutor.service.telemetry.GroupedFailure;

/**
 * An attempt that brought no complete reply. The subclass says what happened, {@link #retryable}
 * whether another attempt may help, {@link #outcome} what the attempt may have cost.
 *
 * <p>Messages hold neither keys nor addresses nor prompts nor anything the provider sent, and there
 * is never a cause, because the causes' messages do.
 */
public abstract sealed class LlmException extends Exception implements GroupedFailure {

  private static final long serialVersionUID = 1L;

  /** What is known about the charge. */
  public enum Outcome {
    /** The provider did not work on it: release the hold. */
    NOT_CHARGED,
    /** The provider may have worked on it; nothing of the reply is known. */
    UNKNOWN,
    /** Some of the reply, or its usage, is known: see {@link LlmException#partial}. */
    PARTIAL
  }

  /**
   * What came before the failure.
   *
   * @param text the text so far; empty when none
   * @param usage the counts so far
   * @param serviceTier the class of service, as in {@link LlmResult}; null when not told
   */
  public record Partial(String text, TokenUsage usage, @Nullable String serviceTier) {

    /** Nothing came. */
    public static final Partial NONE = new Partial("", TokenUsage.UNKNOWN);

    /** Without a class of service. */
    public Partial(String text, TokenUsage usage) {
      this(text, usage, null);
    }

    /** Whether nothing came. */
    public boolean isEmpty() {
      return text.isEmpty() && usage.isUnknown();
    }

    @Override
    public String toString() {
      return "partial reply of " + text.length() + " characters";
    }
  }

  private final String errorType;
  private final Outcome outcome;
  private final Partial partial;

  private LlmException(String message, String errorType, Outcome outcome, Partial partial) {
    super(message);
    this.errorType = errorType;
    this.outcome = outcome;
    this.partial = partial;
  }

  private LlmException(String message, String errorType, Partial partial) {
    this(message, errorType, partial.isEmpty() ? Outcome.UNKNOWN : Outcome.PARTIAL, partial);
  }

  /** Whether another attempt at the same request may succeed. */
  public boolean retryable() {
    return false;
  }

  /** How long the provider asked to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  /** Whether the failure tells something about the provider's state. */
  public boolean blamesProvider() {
    return true;
  }

  /**
   * Whether another provider may answer the same request although this one did not: not when the
   * request itself was refused or nobody waits for the answer. Whether time is left for it is for
   * the caller to know.
   */
  public boolean anotherMayHelp() {
    return blamesProvider();
  }

  /** Stable name in snake_case for ledger and metrics, one of a small fixed set. */
  public final String errorType() {
    return errorType;
  }

  @Override
  public final String cause() {
    return errorType;
  }

  /** What the attempt may have cost. */
  public final Outcome outcome() {
    return outcome;
  }

  /** What came before the failure. */
  public final Partial partial() {
    return partial;
  }

  /** The provider cannot be reached, or answered 5xx ({@code unavailable}). */
  public static final class Unavailable extends LlmException {
    private static final long serialVersionUID = 1L;
    private final @Nullable Duration retryAfter;

    /** See {@link LlmException}. */
    public Unavailable(String message, Outcome outcome, @Nullable Duration retryAfter) {
      super(message, "unavailable", outcome, Partial.NONE);
      this.retryAfter = retryAfter;
    }

    @Override
    public boolean retryable() {
      return true;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /** The provider wants fewer requests ({@code rate_limited}). */
  public static final class RateLimited extends LlmException {
    private static final long serialVersionUID = 1L;
    private final @Nullable Duration retryAfter;

    /** See {@link LlmException}. */
    public RateLimited(String message, @Nullable Duration retryAfter) {
      super(message, "rate_limited", Outcome.NOT_CHARGED, Partial.NONE);
      this.retryAfter = retryAfter;
    }

    @Override
    public boolean retryable() {
      return true;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /** The account at the provider has no money left ({@code quota_exceeded}). */
  public static final class QuotaExceeded extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See {@link LlmException}. */
    public QuotaExceeded(String message) {
      super(message, "quota_exceeded", Outcome.NOT_CHARGED, Partial.NONE);
    }
  }

  /** The provider failed so often that it is not asked for a while ({@code circuit_open}). */
  public static final class CircuitOpen extends LlmException implements ExpectedFailure {
    private static final long serialVersionUID = 1L;
    private final Duration untilNextTry;

    /** See {@link LlmException}. */
    public CircuitOpen(String message, Duration untilNextTry) {
      super(message, "circuit_open", Outcome.NOT_CHARGED, Partial.NONE);
      this.untilNextTry = untilNextTry;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.of(untilNextTry);
    }

    @Override
    public boolean blamesProvider() {
      return false; // It was not asked.
    }

    @Override
    public boolean anotherMayHelp() {
      return true;
    }
  }

  /**
   * The deadline, or that of the first text, passed ({@code timed_out}); the provider may still be
   * working.
   */
  public static final class TimedOut extends LlmException implements ExpectedFailure {
    private static final long serialVersionUID = 1L;

    /** See {@link LlmException}. */
    public TimedOut(String message, Partial partial) {
      super(message, "timed_out", partial);
    }
  }

  /**
   * The provider refused the request: {@code authentication} for 401 and 403, {@code redirected}
   * for 3xx (never followed), {@code blocked_address} when the host's name leads to an address that
   * policy forbids, {@code not_found} for a model or path that is not there, {@code rejected} for
   * the rest.
   */
  public static final class Rejected extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See {@link LlmException}. */
    public Rejected(String message, String errorType) {
      super(message, errorType, Outcome.NOT_CHARGED, Partial.NONE);
    }

    @Override
    public boolean blamesProvider() {
      return !errorType().equals("rejected");
    }
  }

  /**
   * The reply cannot be used: {@code bad_response} when it is not the protocol, {@code
   * response_too_large} over a limit, {@code bad_usage} when its token counts cannot be true.
   */
  public static final class BadResponse extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See {@link LlmException}. */
    public BadResponse(String message, String errorType, Partial partial) {
      super(message, errorType, partial);
    }
  }

  /**
   * The stream ended without a finish reason, or brought an error ({@code broken_stream}). May be
   * tried again only when no text had come.
   */
  public static final class BrokenStream extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See {@link LlmException}. */
    public BrokenStream(String message, Partial partial) {
      super(message, "broken_stream", partial);
    }

    @Override
    public boolean retryable() {
      return partial().text().isEmpty();
    }
  }

  /** The listener left, or the thread was interrupted ({@code client_gone}). */
  public static final class ClientGone extends LlmException implements ExpectedFailure {
    private static final long serialVersionUID = 1L;

    /** See {@link LlmException}. */
    public ClientGone(String message, Partial partial) {
      super(message, "client_gone", partial);
    }

    @Override
    public boolean blamesProvider() {
      return false;
    }
  }
}
