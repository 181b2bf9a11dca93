package org.llmtutor.promql.script;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramNotation;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.series.InMemoryQueryableBuilder;

/** Four hours of samples of all kinds, under the names that random expressions ask for. */
final class RandomStore {

  /** When the samples start, in milliseconds since the epoch. */
  static final long START = 1_000_000;

  private static final String[] NAMES = {
    "up",
    "http_requests_total",
    "job:rate:5m",
    "sum",
    "by",
    "offset",
    "and",
    "rate",
    "start",
    "step",
    "inf",
    "bool",
    "fill",
    "on",
    "a b",
    "größe.😀",
    "a_x"
  };
  private static final String[] BOUNDS = {"0.1", "1", "+Inf", "x"};
  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1e308, Double.MIN_VALUE
  };
  private static final Map<Long, Queryable> BUILT = new ConcurrentHashMap<>();
  private static final int STEPS = 480;

  private final Random random;
  private final InMemoryQueryableBuilder builder = InMemoryQueryable.builder();

  private RandomStore(long seed) {
    this.random = new Random(seed);
  }

  /** The same seed gives the same samples. */
  static Queryable of(long seed) {
    return BUILT.computeIfAbsent(seed, RandomStore::build);
  }

  private static Queryable build(long seed) {
    RandomStore store = new RandomStore(seed);
    for (String name : NAMES) {
      int series = 1 + store.random.nextInt(4);
      for (int i = 0; i < series; i++) {
        store.series(store.labels(name, i));
      }
    }
    return store.builder.build();
  }

  private Labels labels(String name, int number) {
    Labels labels =
        Labels.of(
            "__name__", name, "instance", "i" + number, "job", random.nextBoolean() ? "a" : "b");
    return random.nextInt(3) == 0 ? labels.with("le", BOUNDS[number]) : labels;
  }

  private void series(Labels labels) {
    int kind = random.nextInt(6);
    double value = random.nextInt(1_000);
    for (int i = 0; i < STEPS; i++) {
      long time = START + i * 30_000L + random.nextInt(2_000);
      value = next(kind, value);
      int event = random.nextInt(40);
      if (event == 0) {
        builder.append(labels, time, Samples.STALE);
      } else if (event == 1 && kind == 2) {
        builder.append(labels, time, SPECIAL[random.nextInt(SPECIAL.length)]);
      } else if (event > 4) {
        append(labels, time, kind, value);
      }
    }
  }

  private double next(int kind, double value) {
    boolean resets = random.nextInt(50) == 0;
    return kind < 2 ? (resets ? 0 : value + random.nextInt(20)) : random.nextGaussian() * 100;
  }

  private void append(Labels labels, long time, int kind, double value) {
    if (kind == 4 || (kind == 5 && random.nextBoolean())) {
      builder.append(labels, time, histogram((int) Math.abs(value)));
    } else {
      builder.append(labels, time, value);
    }
  }

  private FloatHistogram histogram(int size) {
    String counts = size % 7 + " " + size % 5 + " " + (size + 1);
    int count = size % 7 + size % 5 + size + 1;
    String layout =
        random.nextInt(8) == 0 ? "schema:-53 custom_values:[1 5]" : "schema:" + size % 3;
    return HistogramNotation.parse(
        "{{" + layout + " count:" + count + " sum:" + size + " buckets:[" + counts + "]}}");
  }
}
