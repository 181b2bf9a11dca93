package org.llmtutor.service.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of one reply while it comes, whatever the protocol. */
final class Reply {

  private final Deadline deadline;
  private final StringBuilder text = new StringBuilder();
  private TokenUsage usage = TokenUsage.UNKNOWN;
  private @Nullable String finishReason;
  private @Nullable String serviceTier;
  private String model;
  private @Nullable Duration timeToFirstToken;

  /** Measures from the start of {@code deadline}; {@code model} is reported if none is told. */
  Reply(Deadline deadline, String model) {
    this.deadline = deadline;
    this.model = model;
  }

  /** The next text of a stream. */
  void streamed(String delta) {
    if (!delta.isEmpty() && timeToFirstToken == null) {
      timeToFirstToken = deadline.elapsed();
    }
    text.append(delta);
  }

  /** The text of a whole reply. */
  void whole(String content) {
    text.append(content);
  }

  /** The usage as it is known now. */
  void usage(TokenUsage counted) {
    if (!counted.isUnknown()) {
      usage = counted;
    }
  }

  /** Why the model stopped. */
  void finished(String reason) {
    finishReason = reason;
  }

  /** The model that answered; what cannot be a name is ignored. */
  void model(JsonNode told) {
    if (told.isTextual() && told.textValue().matches("[!-~]{1,100}")) {
      model = told.textValue();
    }
  }

  /** The class of service; what cannot be one is ignored. */
  void serviceTier(JsonNode told) {
    if (told.isTextual() && told.textValue().matches("[!-~]{1,40}")) {
      serviceTier = told.textValue();
    }
  }

  /** Whether the model said why it stopped. */
  boolean isFinished() {
    return finishReason != null;
  }

  /** What came so far. */
  LlmException.Partial partial() {
    return new LlmException.Partial(text.toString(), usage, serviceTier);
  }

  /** The complete reply. */
  LlmResult result() {
    return new LlmResult(
        text.toString(),
        usage,
        finishReason == null ? "other" : finishReason,
        model,
        deadline.elapsed(),
        timeToFirstToken,
        serviceTier);
  }
}
