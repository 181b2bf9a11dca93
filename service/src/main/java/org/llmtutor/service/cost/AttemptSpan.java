package org.llmtutor.service.cost;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.llm.LlmListener;
import org.llmtutor.service.llm.LlmRequest;
import org.llmtutor.service.llm.LlmResult;
import org.llmtutor.service.llm.LlmRoute;
import org.llmtutor.service.llm.TokenUsage;
import org.llmtutor.service.telemetry.trace.TraceSpan;

/**
 * The span of one attempt at a provider, after OpenTelemetry's conventions for generative AI, with
 * its cost and without a word of what was asked or answered. For one thread.
 */
final class AttemptSpan implements AutoCloseable {

  private final TraceSpan span;

  private AttemptSpan(TraceSpan span) {
    this.span = span;
  }

  static AttemptSpan begin(LlmRoute route, LlmRequest request) {
    TraceSpan span = TraceSpan.call("chat " + request.model());
    span.set("gen_ai.operation.name", "chat");
    span.set("gen_ai.provider.name", route.provider());
    span.set("gen_ai.request.model", request.model());
    span.set("gen_ai.request.max_tokens", request.maxOutputTokens());
    return new AttemptSpan(span);
  }

  /** Passes text on and notes when the first of a stream came. */
  LlmListener hearing(LlmRequest request, LlmListener listener) {
    return request.stream() ? new FirstText(listener) : listener;
  }

  /** Notes what kind of failure ended it. */
  void failed(String errorType) {
    span.failed(errorType);
  }

  /** Ends with what was booked. */
  void settled(@Nullable LlmResult result, TokenUsage usage, Usd cost) {
    if (result != null) {
      span.set("gen_ai.response.model", result.model());
      span.set("gen_ai.response.finish_reasons", List.of(result.finishReason()));
    }
    span.set("gen_ai.usage.input_tokens", usage.prompt());
    set("gen_ai.usage.cache_read.input_tokens", usage.cachedInput());
    set("gen_ai.usage.cache_creation.input_tokens", usage.cacheWrite());
    span.set("gen_ai.usage.output_tokens", usage.total() - usage.prompt());
    set("gen_ai.usage.reasoning.output_tokens", usage.reasoning());
    span.set("tutor.cost_nanos", cost.nanos());
    end();
  }

  private void set(String key, @Nullable Long tokens) {
    if (tokens != null) {
      span.set(key, tokens);
    }
  }

  /** Ends it; a second time does nothing. */
  void end() {
    span.close();
  }

  @Override
  public void close() {
    end();
  }

  private final class FirstText implements LlmListener {

    private final LlmListener listener;
    private boolean came;

    FirstText(LlmListener listener) {
      this.listener = listener;
    }

    @Override
    public void delta(String text) {
      if (!came) {
        came = true;
        span.event("first_token");
      }
      listener.delta(text);
    }
  }
}
