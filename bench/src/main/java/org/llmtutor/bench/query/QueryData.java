package org.llmtutor.bench.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.series.InMemoryQueryableBuilder;

/** Counters, gauges and histograms with a sample every ten seconds, the same ones each time. */
final class QueryData {

  static final Duration INTERVAL = Duration.ofSeconds(10);
  static final int[] SIZES = {1, 10, 100};

  private static final int SAMPLES = 2_400;
  private static final int INSTANCES = 1_000;
  private static final String[] BOUNDS = {
    "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "+Inf"
  };

  private final Random random = new Random(3);
  private final InMemoryQueryableBuilder series = InMemoryQueryable.builder();

  private QueryData() {}

  /** The time of the last sample. */
  static Instant end() {
    return Instant.ofEpochSecond((SAMPLES - 1) * INTERVAL.toSeconds());
  }

  /** What {@link QueryBenchmark} asks for. */
  static Queryable counters() {
    QueryData data = new QueryData();
    for (int size : SIZES) {
      for (int i = 0; i < size; i++) {
        data.counter(Labels.of("__name__", "a_" + size, "l", "" + i), 10);
        data.counter(Labels.of("__name__", "b_" + size, "l", "" + i), 10);
        data.histogram("h_" + size, i);
      }
    }
    return data.series.build();
  }

  /** What {@link JoinBenchmark} asks for. */
  static Queryable instances() {
    QueryData data = new QueryData();
    for (int i = 0; i < INSTANCES; i++) {
      data.instance("host-" + i);
    }
    return data.series.build();
  }

  private void instance(String name) {
    counter(Labels.of("__name__", "build_info", "instance", name, "version", "1.2"), 0);
    counter(Labels.of("__name__", "load", "instance", name, "cpu", "0"), 1);
    counter(Labels.of("__name__", "load", "instance", name, "cpu", "1"), 1);
  }

  private void histogram(String name, int index) {
    for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
      counter(Labels.of("__name__", name, "l", "" + index, "le", BOUNDS[bucket]), bucket + 1);
    }
  }

  private void counter(Labels labels, int growth) {
    long[] timestamps = new long[SAMPLES];
    double[] values = new double[SAMPLES];
    double value = 1;
    for (int i = 0; i < SAMPLES; i++) {
      timestamps[i] = i * INTERVAL.toMillis();
      values[i] = value;
      value += growth * (0.5 + random.nextDouble());
    }
    series.add(new Series(labels, Samples.of(timestamps, values)));
  }
}
