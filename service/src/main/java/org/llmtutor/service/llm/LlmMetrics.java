package org.llmtutor.service.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledHistogram;
import org.llmtutor.service.telemetry.Metrics;

/**
 * Counts and times attempts at providers. The histograms have the bucket bounds of OpenTelemetry's
 * semantic conventions for generative AI. Labels are configured names, never what a provider sent.
 */
public final class LlmMetrics {

  private static final double[] DURATION_BUCKETS = {
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
  };

  private static final double[] FIRST_TOKEN_BUCKETS = {
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0
  };

  private final LabeledCounter calls;
  private final LabeledHistogram duration;
  private final LabeledHistogram firstToken;

  /** Registers the metrics; once per {@code metrics}. */
  public LlmMetrics(Metrics metrics) {
    calls =
        metrics.counter(
            "llm_api_calls_total",
            "Attempts at LLM providers; status is success or the kind of failure.",
            "provider",
            "model",
            "status");
    duration =
        metrics.histogram(
            "llm_request_duration_seconds",
            "Duration of attempts at LLM providers, failed ones included.",
            DURATION_BUCKETS,
            "provider",
            "model");
    firstToken =
        metrics.histogram(
            "llm_time_to_first_token_seconds",
            "Time until the first text of streamed replies.",
            FIRST_TOKEN_BUCKETS,
            "provider",
            "model");
  }

  /** Shows a provider's series from zero on, so that rates see the first call. */
  public void show(String provider, String model) {
    calls.add(0, provider, model, "success");
    duration.show(provider, model);
    firstToken.show(provider, model);
  }

  /**
   * Records one attempt.
   *
   * @param status {@code success} or {@link LlmException#errorType}
   * @param timeToFirst null when no text was streamed
   */
  void record(
      String provider, String model, String status, Duration took, @Nullable Duration timeToFirst) {
    calls.inc(provider, model, status);
    duration.observeInTrace(took, provider, model);
    if (timeToFirst != null) {
      firstToken.observeInTrace(timeToFirst, provider, model);
    }
  }
}
