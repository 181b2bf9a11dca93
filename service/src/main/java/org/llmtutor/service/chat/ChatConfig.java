package org.llmtutor.service.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code chat}.
 *
 * @param maxMessage characters of a learner's message at most
 * @param maxCode characters of a learner's code at most
 * @param maxContextMessages earlier messages that are sent to the provider at most
 * @param maxContext characters of earlier messages that are sent to the provider at most
 * @param messagesPerMinute messages that a learner may send a minute; more get 429
 * @param maxRateLimited learners whose rate is remembered at most
 * @param exchangeLease a request under way with an Idempotency-Key blocks others with it this long
 */
public record ChatConfig(
    int maxMessage,
    int maxCode,
    int maxContextMessages,
    int maxContext,
    int messagesPerMinute,
    int maxRateLimited,
    Duration exchangeLease) {

  /** Checks the bounds. */
  public ChatConfig {
    if (maxMessage < 1
        || maxCode < 0
        || maxContextMessages < 0
        || maxContext < 0
        || messagesPerMinute < 1
        || maxRateLimited < 1) {
      throw new IllegalArgumentException("chat: every limit must be a positive number");
    }
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static ChatConfig of(
      @JsonProperty("maxMessage") @Nullable Integer maxMessage,
      @JsonProperty("maxCode") @Nullable Integer maxCode,
      @JsonProperty("maxContextMessages") @Nullable Integer maxContextMessages,
      @JsonProperty("maxContext") @Nullable Integer maxContext,
      @JsonProperty("messagesPerMinute") @Nullable Integer messagesPerMinute,
      @JsonProperty("maxRateLimited") @Nullable Integer maxRateLimited,
      @JsonProperty("exchangeLease") @Nullable Duration exchangeLease) {
    return new ChatConfig(
        maxMessage == null ? 8_000 : maxMessage,
        maxCode == null ? 20_000 : maxCode,
        maxContextMessages == null ? 20 : maxContextMessages,
        maxContext == null ? 24_000 : maxContext,
        messagesPerMinute == null ? 60 : messagesPerMinute,
        maxRateLimited == null ? 100_000 : maxRateLimited,
        exchangeLease == null ? Duration.minutes(5) : exchangeLease);
  }

  /** The same with another number of earlier messages. */
  ChatConfig withContextMessages(int messages) {
    return new ChatConfig(
        maxMessage,
        maxCode,
        messages,
        maxContext,
        messagesPerMinute,
        maxRateLimited,
        exchangeLease);
  }

  /** The defaults. */
  public static ChatConfig defaults() {
    return of(null, null, null, null, null, null, null);
  }
}
