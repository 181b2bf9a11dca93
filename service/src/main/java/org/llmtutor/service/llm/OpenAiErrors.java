package org.llmtutor.service.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a status other than 200, or an error object, means. */
final class OpenAiErrors {

  private static final Set<String> NO_MONEY =
      Set.of(
          "insufficient_quota",
          "billing_not_active",
          "billing_hard_limit_reached",
          "insufficient_balance");

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private OpenAiErrors() {}

  /** The exception for {@code status}; {@code body} is only searched for known codes. */
  static LlmException of(
      String provider, int status, HttpHeaders headers, byte[] body, Clock clock) {
    String message = provider + ": answered " + status;
    Duration retryAfter = retryAfter(headers, clock);
    if (status == 402 || (status == 429 && isOutOfMoney(body))) {
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

  /** Whether an error object says that the account has no money. */
  static boolean isOutOfMoney(JsonNode error) {
    return NO_MONEY.contains(error.path("code").asText(""))
        || NO_MONEY.contains(error.path("type").asText(""));
  }

  private static LlmException rejected(String message, int status) {
    if (status < 400) {
      return new LlmException.Rejected(
          message + ", a redirect, which is not followed; correct baseUrl", "redirected");
    }
    if (status == 401 || status == 403) {
      return new LlmException.Rejected(message + "; check the key", "authentication");
    }
    return new LlmException.Rejected(message, "rejected");
  }

  private static boolean isOutOfMoney(byte[] body) {
    try {
      return isOutOfMoney(OpenAiWire.parse(body).path("error"));
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
