package org.llmtutor.service.telemetry.trace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The {@code traces} section: what OpenTelemetry's own variables ({@code OTEL_*}) have no word for.
 *
 * @param slow a request that takes longer is kept whatever the sampler says; the threshold of the
 *     latency alert
 * @param trustCaller whether a caller's {@code sampled} flag decides, as between services of one
 *     house; otherwise the sampler decides as if the request began here
 * @param maxTraces requests whose spans wait for the decision at once
 * @param maxSpansPerTrace spans of one request that wait at most
 * @param maxSpans spans of all requests that wait at most
 * @param shutdownTimeout how long the last spans may take to leave when the service stops
 */
public record TraceConfig(
    Duration slow,
    boolean trustCaller,
    int maxTraces,
    int maxSpansPerTrace,
    int maxSpans,
    Duration shutdownTimeout) {

  /** Checks the bounds. */
  public TraceConfig {
    positive("slow", slow);
    positive("maxTraces", maxTraces);
    positive("maxSpansPerTrace", maxSpansPerTrace);
    positive("maxSpans", maxSpans);
    positive("shutdownTimeout", shutdownTimeout);
  }

  /** The values of an empty section. */
  public static TraceConfig defaults() {
    return of(null, null, null, null, null, null);
  }

  /** Reads the section; what is absent takes its default. */
  @JsonCreator
  static TraceConfig of(
      @JsonProperty("slow") io.dropwizard.util.@Nullable Duration slow,
      @JsonProperty("trustCaller") @Nullable Boolean trustCaller,
      @JsonProperty("maxTraces") @Nullable Integer maxTraces,
      @JsonProperty("maxSpansPerTrace") @Nullable Integer maxSpansPerTrace,
      @JsonProperty("maxSpans") @Nullable Integer maxSpans,
      @JsonProperty("shutdownTimeout") io.dropwizard.util.@Nullable Duration shutdownTimeout) {
    return new TraceConfig(
        slow == null ? Duration.ofSeconds(2) : slow.toJavaDuration(),
        Boolean.TRUE.equals(trustCaller),
        maxTraces == null ? 2_000 : maxTraces,
        maxSpansPerTrace == null ? 200 : maxSpansPerTrace,
        maxSpans == null ? 20_000 : maxSpans,
        shutdownTimeout == null ? Duration.ofSeconds(2) : shutdownTimeout.toJavaDuration());
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "traces.%s: %s is too short; use 1ms or more".formatted(name, value));
    }
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "traces.%s: %d is not a positive number".formatted(name, value));
    }
  }
}
