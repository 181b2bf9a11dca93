package org.llmtutor.promql.engine;

import java.time.Duration;
import org.llmtutor.promql.PromqlException;

/**
 * How an engine evaluates and what it refuses.
 *
 * @param lookback how long a sample counts after its time when nothing follows; positive
 * @param maxSamples how many samples one query may hold in memory at once; a native histogram
 *     counts as many as its size is worth
 * @param maxSeries how many series one query may select in all
 * @param maxSteps how many steps a range query may have
 * @param timeout how long one query may take
 * @param delayedNameRemoval whether metric names go only when a query ends, not at each function
 * @param defaultSubqueryStep the step of subqueries that name none; positive
 */
public record EngineOptions(
    Duration lookback,
    long maxSamples,
    long maxSeries,
    int maxSteps,
    Duration timeout,
    boolean delayedNameRemoval,
    Duration defaultSubqueryStep) {

  /** What Prometheus does when nothing is configured. */
  public static final EngineOptions DEFAULTS =
      new EngineOptions(
          Duration.ofMinutes(5),
          50_000_000,
          Integer.MAX_VALUE,
          11_000,
          Duration.ofMinutes(2),
          false,
          Duration.ofMinutes(1));

  /** Rejects lengths shorter than a millisecond and limits below one. */
  public EngineOptions {
    requireMillis("lookback", lookback);
    requireMillis("timeout", timeout);
    requireMillis("defaultSubqueryStep", defaultSubqueryStep);
    requirePositive("maxSamples", maxSamples);
    requirePositive("maxSeries", maxSeries);
    requirePositive("maxSteps", maxSteps);
  }

  /** The same with another look-back. */
  public EngineOptions withLookback(Duration other) {
    return new EngineOptions(
        other, maxSamples, maxSeries, maxSteps, timeout, delayedNameRemoval, defaultSubqueryStep);
  }

  /** The same with another limit of samples. */
  public EngineOptions withMaxSamples(long other) {
    return new EngineOptions(
        lookback, other, maxSeries, maxSteps, timeout, delayedNameRemoval, defaultSubqueryStep);
  }

  /** The same with another limit of series. */
  public EngineOptions withMaxSeries(long other) {
    return new EngineOptions(
        lookback, maxSamples, other, maxSteps, timeout, delayedNameRemoval, defaultSubqueryStep);
  }

  /** The same with another limit of steps. */
  public EngineOptions withMaxSteps(int other) {
    return new EngineOptions(
        lookback, maxSamples, maxSeries, other, timeout, delayedNameRemoval, defaultSubqueryStep);
  }

  /** The same with another limit of time. */
  public EngineOptions withTimeout(Duration other) {
    return new EngineOptions(
        lookback, maxSamples, maxSeries, maxSteps, other, delayedNameRemoval, defaultSubqueryStep);
  }

  /** The same with metric names removed late, or at once. */
  public EngineOptions withDelayedNameRemoval(boolean other) {
    return new EngineOptions(
        lookback, maxSamples, maxSeries, maxSteps, timeout, other, defaultSubqueryStep);
  }

  /** The same with another step for subqueries that name none. */
  public EngineOptions withDefaultSubqueryStep(Duration other) {
    return new EngineOptions(
        lookback, maxSamples, maxSeries, maxSteps, timeout, delayedNameRemoval, other);
  }

  private static void requireMillis(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0) {
      throw new PromqlException(name + " " + value + ": too short", "use at least 1ms");
    }
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new PromqlException(name + " " + value + ": no limit at all", "use at least 1");
    }
  }
}
