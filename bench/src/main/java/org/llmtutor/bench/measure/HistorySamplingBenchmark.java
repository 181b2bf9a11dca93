package org.llmtutor.bench.measure;

import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.llmtutor.service.history.HistoryConfig;
import org.llmtutor.service.history.HistorySampler;
import org.llmtutor.service.history.HistoryStore;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.Metrics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One sample of every series into the history, with its bounds kept, as the service does it every
 * 15 seconds; 500 counters change in between.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class HistorySamplingBenchmark {

  /** How often the service samples. */
  static final Duration INTERVAL = Duration.ofSeconds(15);

  private static final int CHANGING = 500;

  /** Series in the registry besides the history's own. */
  @Param("5000")
  public int series;

  private final Metrics metrics = new Metrics(new CollectorRegistry());
  private final LabeledCounter changing = metrics.counter("changing_total", "Changing.", "id");
  private final HistoryStore store = new HistoryStore(HistoryConfig.defaults(), metrics);
  private final HistorySampler sampler =
      new HistorySampler(metrics.registry(), store, HistoryConfig.defaults(), System::nanoTime);
  private Instant time = Instant.ofEpochSecond(1_800_000_000L);

  /** For JMH. */
  public HistorySamplingBenchmark() {}

  /** Fills the registry. */
  @Setup
  public void fill() {
    new Page(metrics).fill(series);
  }

  /** A sample of all of them. */
  @Benchmark
  public HistoryStore sample() {
    for (int i = 0; i < CHANGING; i++) {
      changing.inc("id-" + i);
    }
    time = time.plus(INTERVAL);
    sampler.sample(time);
    store.tidy(time);
    return store;
  }
}
