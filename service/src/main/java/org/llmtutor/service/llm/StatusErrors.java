package org.llmtutor.service.llm;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a status other than 200 means, whatever the protocol. */
final class StatusErrors {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private StatusErrors() {}

  /** The exception for {@code response}; {@code body} is only searched for known words. */
  static LlmException of(
      String provider, Protocol protocol, HttpResponse<?> response, byte[] body, Clock clock) {
    int status = response.statusCode();
    String message = provider + ": answered " + status;
    Duration retryAfter = retryAfter(response.headers(), clock);
    if (status == 402 || isOutOfMoney(protocol, status, body)) {
      return new LlmException.QuotaExceeded(message + ", the account is out of quota");
    }
    if (status == 429) {
      return new LlmException.RateLimited(message, retryAfter);
    }
    if (status >= 500 || status == 408 || status == 425) {
      // A gateway gave up, but the model behind it may have answered, and be paid for it.
      boolean gateway = status == 502 || status == 504 || status == 524;
      return new LlmException.Unavailable(
          message,
          gateway ? LlmException.Outcome.UNKNOWN : LlmException.Outcome.NOT_CHARGED,
          retryAfter);
    }
    if (status < 300) {
      return new LlmException.BadResponse(
          message + ", expected 200", "bad_response", LlmException.Partial.NONE);
    }
    return rejected(message, status);
  }

  private static LlmException rejected(String message, int status) {
    if (status < 400) {
      return new LlmException.Rejected(
          message + ", a redirect, which is not followed; correct baseUrl", "redirected");
    }
    if (status == 401 || status == 403) {
      return new LlmException.Rejected(message + "; check the key", "authentication");
    }
    if (status == 404 || status == 410) {
      return new LlmException.Rejected(message + "; check model and baseUrl", "not_found");
    }
    return new LlmException.Rejected(message, "rejected");
  }

  private static boolean isOutOfMoney(Protocol protocol, int status, byte[] body) {
    try {
      return protocol.isOutOfMoney(status, Json.parse(body));
    } catch (BadReply e) {
      return false;
    }
  }

  /** RFC 9110, section 10.2.3: seconds or a date; null when absent or neither. */
  private static @Nullable Duration retryAfter(HttpHeaders headers, Clock clock) {
    String value = headers.firstValue("Retry-After").orElse("").strip();
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant until = HTTP_DATE.parse(value, Instant::from);
      Duration wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
