package org.llmtutor.bench.measure;

import java.time.Duration;
import org.llmtutor.service.llm.LlmClient;
import org.llmtutor.service.llm.LlmListener;
import org.llmtutor.service.llm.LlmRequest;
import org.llmtutor.service.llm.LlmResult;
import org.llmtutor.service.llm.TokenUsage;

/** Answers at once, so that only the books around a call take time. Stateless. */
final class InstantProvider implements LlmClient {

  /** A model that the packaged price book knows. */
  static final String MODEL = "offline-tutor";

  private static final TokenUsage USAGE = TokenUsage.of(374, 44);

  @Override
  public String provider() {
    return "offline";
  }

  @Override
  public LlmResult complete(LlmRequest request, LlmListener listener) {
    return new LlmResult("Well asked.", USAGE, "stop", MODEL, Duration.ofMillis(1), null);
  }
}
