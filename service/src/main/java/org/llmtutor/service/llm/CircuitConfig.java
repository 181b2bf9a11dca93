package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a route that fails is left alone for a while.
 *
 * @param window how many of the latest attempts are looked at
 * @param minimumCalls fewer attempts than these never open the circuit
 * @param failureRate percent of failures among them that opens it
 * @param openFor how long nothing is asked then
 * @param probes attempts that are let through after that, to see whether it works again
 */
public record CircuitConfig(
    int window, int minimumCalls, int failureRate, Duration openFor, int probes) {

  /** Half of at least 5 attempts of the last 20, for 30 s, then 2 probes. */
  public static final CircuitConfig DEFAULT =
      new CircuitConfig(20, 5, 50, Duration.ofSeconds(30), 2);

  /** Rejects what would never open or never close. */
  public CircuitConfig {
    requireRange("window", window, 10_000);
    requireRange("minimumCalls", minimumCalls, window);
    requireRange("failureRate", failureRate, 100);
    requireRange("probes", probes, 1_000);
    if (openFor.isZero() || openFor.isNegative() || openFor.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "circuit.openFor: " + openFor + " is out of range; use more than zero, at most 1h");
    }
  }

  /** From the configuration; what is left out is as in {@link #DEFAULT}. */
  @JsonCreator
  public static CircuitConfig fromConfig(
      @JsonProperty("window") @Nullable Integer window,
      @JsonProperty("minimumCalls") @Nullable Integer minimumCalls,
      @JsonProperty("failureRate") @Nullable Integer failureRate,
      @JsonProperty("openFor") io.dropwizard.util.@Nullable Duration openFor,
      @JsonProperty("probes") @Nullable Integer probes) {
    return new CircuitConfig(
        window == null ? DEFAULT.window : window,
        minimumCalls == null ? DEFAULT.minimumCalls : minimumCalls,
        failureRate == null ? DEFAULT.failureRate : failureRate,
        openFor == null ? DEFAULT.openFor : openFor.toJavaDuration(),
        probes == null ? DEFAULT.probes : probes);
  }

  private static void requireRange(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "circuit." + name + ": " + value + " is out of range; use 1 to " + max);
    }
  }
}
