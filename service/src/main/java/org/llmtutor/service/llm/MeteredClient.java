package org.llmtutor.service.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Any client, with its attempts recorded in {@link LlmMetrics} and {@link LlmState}. */
final class MeteredClient implements LlmClient {

  private final LlmClient client;
  private final LlmMetrics metrics;
  private final LlmState state;

  /** Wraps {@code client}. */
  MeteredClient(LlmClient client, LlmMetrics metrics, LlmState state) {
    this.client = client;
    this.metrics = metrics;
    this.state = state;
  }

  @Override
  public String provider() {
    return client.provider();
  }

  @Override
  public LlmResult complete(LlmRequest request, LlmListener listener) throws LlmException {
    Stopwatch watch = new Stopwatch(request.stream(), listener);
    String status = "internal_error";
    try {
      LlmResult result = client.complete(request, watch);
      status = "success";
      state.succeeded();
      return result;
    } catch (LlmException e) {
      status = e.errorType();
      state.failed(e);
      throw e;
    } finally {
      metrics.record(provider(), request.model(), status, watch.elapsed(), watch.firstText);
    }
  }

  /** Passes text on and notes when the first came, also of replies that fail later. */
  private static final class Stopwatch implements LlmListener {

    private final boolean stream;
    private final LlmListener listener;
    private final long start = System.nanoTime();
    private @Nullable Duration firstText;

    Stopwatch(boolean stream, LlmListener listener) {
      this.stream = stream;
      this.listener = listener;
    }

    @Override
    public void delta(String text) {
      if (stream && firstText == null) {
        firstText = elapsed();
      }
      listener.delta(text);
    }

    Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }
}
