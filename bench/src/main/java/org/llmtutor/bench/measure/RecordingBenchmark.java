package org.llmtutor.bench.measure;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledHistogram;
import org.llmtutor.service.telemetry.Metrics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Recording through the service's guarded metrics, beside the client library with the same label
 * look-up. 64 learners take turns.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Thread)
public class RecordingBenchmark {

  private static final int USERS = 64;
  private static final double[] BUCKETS = {0.01, 0.05, 0.1, 0.5, 1, 2, 5};
  private static final String[] USER_LABELS = {"user_id", "provider", "model"};
  private static final String[] ROUTE_LABELS = {"method", "endpoint", "status"};
  private static final String ENDPOINT = "/api/chat/message";
  private static final Duration TOOK = Duration.ofMillis(42);

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Metrics metrics = new Metrics(new CollectorRegistry());
  private final LabeledCounter counter = metrics.counter("guarded_total", "Guarded.", USER_LABELS);
  private final LabeledHistogram histogram =
      metrics.histogram("guarded_seconds", "Guarded.", BUCKETS, ROUTE_LABELS);
  private final Counter rawCounter =
      Counter.build("raw_total", "Raw.").labelNames(USER_LABELS).register(registry);
  private final Histogram rawHistogram =
      Histogram.build("raw_seconds", "Raw.")
          .buckets(BUCKETS)
          .labelNames(ROUTE_LABELS)
          .register(registry);
  private final String[] users =
      IntStream.range(0, USERS).mapToObj(i -> "u-" + i).toArray(String[]::new);
  private int next;

  /** For JMH. */
  public RecordingBenchmark() {}

  private String user() {
    next = (next + 1) % USERS;
    return users[next];
  }

  /** The service's counter. */
  @Benchmark
  public void guardedCounter() {
    counter.inc(user(), "offline", "offline-tutor");
  }

  /** The client library's counter. */
  @Benchmark
  public void rawCounter() {
    rawCounter.labels(user(), "offline", "offline-tutor").inc();
  }

  /** The service's histogram. */
  @Benchmark
  public void guardedHistogram() {
    histogram.observe(TOOK, "POST", ENDPOINT, "200");
  }

  /** The client library's histogram. */
  @Benchmark
  public void rawHistogram() {
    rawHistogram.labels("POST", ENDPOINT, "200").observe(TOOK.toNanos() / 1e9);
  }
}
