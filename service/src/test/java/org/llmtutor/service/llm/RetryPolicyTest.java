package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final RandomGenerator LEAST = () -> 0L;
  private static final RandomGenerator MOST = () -> -1L;

  private final RetryPolicy policy = RetryPolicy.DEFAULT;

  @Test
  void waitsBetweenHalfAndAllOfADoublingBackoff() {
    LlmException failure = unavailable(null);

    assertThat(policy.delayAfter(1, failure, LEAST)).contains(Duration.ofMillis(250));
    assertThat(policy.delayAfter(2, failure, LEAST)).contains(Duration.ofMillis(500));
    assertThat(policy.delayAfter(1, failure, MOST).orElseThrow())
        .isBetween(Duration.ofMillis(499), Duration.ofMillis(500));
  }

  @Test
  void fault19StopsAfterTheLastAttempt() {
    assertThat(policy.delayAfter(3, unavailable(null), LEAST)).isEmpty();
    assertThat(policy.delayAfter(4, unavailable(null), LEAST)).isEmpty();
  }

  @Test
  void theBackoffHasACeiling() {
    RetryPolicy patient =
        new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9));

    assertThat(patient.delayAfter(9, unavailable(null), LEAST)).contains(Duration.ofMillis(1500));
  }

  @Test
  void fault18RetryAfterIsHonouredAndBounded() {
    assertThat(policy.delayAfter(1, unavailable(Duration.ofSeconds(20)), LEAST))
        .contains(Duration.ofSeconds(20));
    assertThat(policy.delayAfter(1, unavailable(Duration.ofSeconds(21)), LEAST)).isEmpty();
    assertThat(
            policy.delayAfter(
                1, new LlmException.RateLimited("limited", Duration.ofSeconds(2)), MOST))
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2500)));
  }

  @Test
  void whatDoesNotHelpIsNotTried() {
    LlmException.Partial some = new LlmException.Partial("some text", TokenUsage.UNKNOWN);

    assertThat(after(new LlmException.QuotaExceeded("no money"))).isEmpty();
    assertThat(after(new LlmException.TimedOut("late", some))).isEmpty();
    assertThat(after(new LlmException.Rejected("no", "rejected"))).isEmpty();
    assertThat(after(new LlmException.ClientGone("left", some))).isEmpty();
    assertThat(after(new LlmException.BrokenStream("broke", some))).isEmpty();
    assertThat(after(new LlmException.BrokenStream("broke", LlmException.Partial.NONE)))
        .isPresent();
  }

  private Optional<Duration> after(LlmException failure) {
    return policy.delayAfter(1, failure, LEAST);
  }

  private static LlmException unavailable(@Nullable Duration retryAfter) {
    return new LlmException.Unavailable("down", LlmException.Outcome.NOT_CHARGED, retryAfter);
  }
}
