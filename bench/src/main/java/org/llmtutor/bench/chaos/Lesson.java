package org.llmtutor.bench.chaos;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One message of a learner. Everything about it follows from its key, so that learner, provider and
 * audit agree without talking to each other.
 *
 * @param key the {@code Idempotency-Key}
 * @param learner whose it is, by number
 * @param streamed whether the reply is asked for as events
 */
record Lesson(String key, int learner, boolean streamed) {

  /** Nano-dollars per token of the configured model. */
  private static final long INPUT_NANOS = 150;

  private static final long OUTPUT_NANOS = 600;
  private static final int STREAMED_EVERY = 3;
  private static final Pattern KEY = Pattern.compile("\\[key (chaos-[0-9a-z-]+)\\]");

  static Lesson number(String run, int number, int learners) {
    String key = "chaos-%s-%06d".formatted(run, number);
    return new Lesson(key, number % learners, number % STREAMED_EVERY == 0);
  }

  /** What the learner says. */
  String message() {
    return "Why does my loop end one turn too early? [key " + key + "]";
  }

  /** The id of the nth request with the key, which the service passes on to the provider. */
  String requestId(int attempt) {
    return key + "_" + attempt;
  }

  static String keyOf(String requestId) {
    int mark = requestId.lastIndexOf('_');
    return mark < 0 ? requestId : requestId.substring(0, mark);
  }

  /** The key in a prompt that {@link #message} is part of; empty without one. */
  static String keyIn(String prompt) {
    Matcher found = KEY.matcher(prompt);
    return found.find() ? found.group(1) : "";
  }

  /**
   * What the provider counts.
   *
   * @param input prompt tokens
   * @param output reply tokens
   */
  record Tokens(long input, long output) {

    long costNanos() {
      return input * INPUT_NANOS + output * OUTPUT_NANOS;
    }
  }

  static Tokens tokens(String key) {
    int hash = hash(key);
    return new Tokens(20 + hash % 300, 5 + hash / 300 % 150);
  }

  /** How long the provider thinks. */
  static int millis(String key) {
    return 5 + hash(key) / 45_000 % 60;
  }

  private static int hash(String key) {
    return Hashing.murmur3_32_fixed().hashString(key, StandardCharsets.UTF_8).asInt()
        & Integer.MAX_VALUE;
  }
}
