package org.llmtutor.service.cost;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.llm.TokenUsage;

/**
 * How an attempt ended.
 *
 * @param usage tokens as told or estimated
 * @param cost exact cost
 * @param basis {@code provider}, {@code computed} or {@code estimated}
 * @param latency of the attempt
 * @param firstToken time to the first text, when streamed
 * @param finishReason why the reply ended, when it did
 * @param errorType what broke it, when something did
 * @param serviceTier the class of service it was billed as, when the provider told
 */
record Settlement(
    TokenUsage usage,
    Usd cost,
    String basis,
    Duration latency,
    @Nullable Duration firstToken,
    @Nullable String finishReason,
    @Nullable String errorType,
    @Nullable String serviceTier) {

  static final String PROVIDER = "provider";
  static final String COMPUTED = "computed";
  static final String ESTIMATED = "estimated";

  /** Without a class of service. */
  Settlement(
      TokenUsage usage,
      Usd cost,
      String basis,
      Duration latency,
      @Nullable Duration firstToken,
      @Nullable String finishReason,
      @Nullable String errorType) {
    this(usage, cost, basis, latency, firstToken, finishReason, errorType, null);
  }
}
