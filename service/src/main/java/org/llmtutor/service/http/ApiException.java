package org.llmtutor.service.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.ExpectedFailure;

/**
 * A reply other than success that the caller should see: status, stable code and a sentence for a
 * person. Expected, so it is neither logged as an error nor reported. The message never repeats
 * what the caller sent.
 */
public class ApiException extends RuntimeException implements ExpectedFailure {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String sentence;
  private final @Nullable Instant resetsAt;
  private final @Nullable Duration retryAfter;

  /** An error that does not go away with time. */
  public ApiException(int status, String code, String message) {
    this(status, code, message, null, null);
  }

  /**
   * Full form.
   *
   * @param status HTTP status, 400 to 599
   * @param code stable identifier in snake_case
   * @param message one sentence: what is wrong and what to do
   * @param resetsAt when a budget or limit allows the request again
   * @param retryAfter sent as {@code Retry-After}, in whole seconds
   */
  public ApiException(
      int status,
      String code,
      String message,
      @Nullable Instant resetsAt,
      @Nullable Duration retryAfter) {
    super(code + ": " + message);
    this.status = status;
    this.code = code;
    this.sentence = message;
    this.resetsAt = resetsAt;
    this.retryAfter = retryAfter;
  }

  /** 404 for a thing that is not there, or not the caller's. */
  public static ApiException notFound(String what) {
    return new ApiException(404, "not_found", "No such " + what + ".");
  }

  /** 422 for a request that is well-formed but not acceptable. */
  public static ApiException invalid(String message) {
    return new ApiException(422, "invalid_request", message);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Stable identifier. */
  public String code() {
    return code;
  }

  /** Sentence for a person. */
  public String message() {
    return sentence;
  }

  /** When a budget or limit allows the request again. */
  public Optional<Instant> resetsAt() {
    return Optional.ofNullable(resetsAt);
  }

  /** How long the caller should wait before trying again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
