package org.llmtutor.service.chat;

import java.time.Duration;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.llm.LlmException;

/** What a learner is told when the provider fails. */
final class ProviderFailures {

  private static final Duration LATER = Duration.ofSeconds(10);

  private ProviderFailures() {}

  static ApiException toApi(LlmException failure) {
    if (failure instanceof LlmException.TimedOut) {
      return new ApiException(
          504, "tutor_timed_out", "The tutor took too long. Try again, perhaps with less text.");
    }
    if (failure instanceof LlmException.RateLimited
        || failure instanceof LlmException.QuotaExceeded
        || failure instanceof LlmException.CircuitOpen) {
      Duration wait = failure.retryAfter().orElse(LATER);
      return new ApiException(
          503, "tutor_busy", "The tutor is busy. Try again in a moment.", null, wait);
    }
    return new ApiException(
        502, "tutor_failed", "The tutor could not answer. Try again in a moment.");
  }
}
