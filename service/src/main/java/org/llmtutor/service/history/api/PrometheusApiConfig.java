package org.llmtutor.service.history.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The {@code prometheusApi} section: what one query may ask of the service, and all together.
 *
 * @param timeout how long a query may take, its time in the queue included
 * @param lookback how long a sample counts when nothing follows it
 * @param maxSamples how many samples one query may hold in memory at once
 * @param maxSeries how many series one query may select
 * @param maxPoints how many points a series of a range query may have, besides the first
 * @param maxListed how many series, names or values one listing gives
 * @param maxSelectors how many {@code match[]} one listing may have
 * @param maxConcurrent how many queries run at once
 * @param maxQueued how many queries wait for their turn
 */
public record PrometheusApiConfig(
    Duration timeout,
    Duration lookback,
    long maxSamples,
    int maxSeries,
    int maxPoints,
    int maxListed,
    int maxSelectors,
    int maxConcurrent,
    int maxQueued) {

  /** Checks that every limit is positive. */
  public PrometheusApiConfig {
    positive("timeout", timeout.toMilliseconds());
    positive("lookback", lookback.toMilliseconds());
    positive("maxSamples", maxSamples);
    positive("maxSeries", maxSeries);
    positive("maxPoints", maxPoints);
    positive("maxListed", maxListed);
    positive("maxSelectors", maxSelectors);
    positive("maxConcurrent", maxConcurrent);
    positive("maxQueued", maxQueued);
  }

  /** The limits of an empty section. */
  public static PrometheusApiConfig defaults() {
    return of(null, null, null, null, null, null, null, null, null);
  }

  /** Reads the section; what is absent takes its default. */
  @JsonCreator
  public static PrometheusApiConfig of(
      @JsonProperty("timeout") @Nullable Duration timeout,
      @JsonProperty("lookback") @Nullable Duration lookback,
      @JsonProperty("maxSamples") @Nullable Long maxSamples,
      @JsonProperty("maxSeries") @Nullable Integer maxSeries,
      @JsonProperty("maxPoints") @Nullable Integer maxPoints,
      @JsonProperty("maxListed") @Nullable Integer maxListed,
      @JsonProperty("maxSelectors") @Nullable Integer maxSelectors,
      @JsonProperty("maxConcurrent") @Nullable Integer maxConcurrent,
      @JsonProperty("maxQueued") @Nullable Integer maxQueued) {
    return new PrometheusApiConfig(
        orElse(timeout, Duration.seconds(20)),
        orElse(lookback, Duration.minutes(5)),
        orElse(maxSamples, 5_000_000L),
        orElse(maxSeries, 50_000),
        orElse(maxPoints, 11_000),
        orElse(maxListed, 50_000),
        orElse(maxSelectors, 100),
        orElse(maxConcurrent, 2),
        orElse(maxQueued, 64));
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "'" + value + "': prometheusApi." + name + " must be above 0");
    }
  }
}
