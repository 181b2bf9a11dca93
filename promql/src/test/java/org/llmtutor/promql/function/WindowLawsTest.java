package org.llmtutor.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.histogram.HistogramComparison;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.series.InMemoryQueryableBuilder;
import org.llmtutor.promql.types.LanguageProfile;

/** A function of windows over a whole range gives at each step what its definition gives. */
class WindowLawsTest {

  private static final Engine ENGINE = new Engine(EngineOptions.DEFAULTS);
  private static final double TOLERANCE = 1e-9;

  /** The samples of one window in the order of time, at least one. */
  private static final class Span {
    final double[] times;
    final double[] values;
    final double start;
    final double end;

    Span(double[] times, double[] values, double start, double end) {
      this.times = times;
      this.values = values;
      this.start = start;
      this.end = end;
    }

    double first() {
      return values[0];
    }

    double last() {
      return values[values.length - 1];
    }

    int size() {
      return values.length;
    }

    double mean() {
      return Arrays.stream(values).sum() / size();
    }

    double variance() {
      return Arrays.stream(values).map(value -> Math.pow(value - mean(), 2)).sum() / size();
    }

    int count(boolean falls) {
      int count = 0;
      for (int i = 1; i < size(); i++) {
        count += falls ? values[i] < values[i - 1] ? 1 : 0 : values[i] != values[i - 1] ? 1 : 0;
      }
      return count;
    }

    double quantile(double q) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double rank = q * (size() - 1);
      int low = (int) Math.floor(rank);
      int high = Math.min(low + 1, size() - 1);
      return sorted[low] + (rank - low) * (sorted[high] - sorted[low]);
    }

    double slope() {
      double meanTime = Arrays.stream(times).sum() / size();
      double both = 0;
      double square = 0;
      for (int i = 0; i < size(); i++) {
        both += (times[i] - meanTime) * (values[i] - mean());
        square += Math.pow(times[i] - meanTime, 2);
      }
      return both / square;
    }

    /** What was gained, stretched to the ends of the window where samples come close to them. */
    double gained(boolean counter) {
      double gained = last() - first();
      for (int i = 1; counter && i < size(); i++) {
        gained += values[i] < values[i - 1] ? values[i - 1] : 0;
      }
      double covered = times[size() - 1] - times[0];
      double near = 1.1 * covered / (size() - 1);
      double before = times[0] - start;
      before = before >= near ? near / 2.2 : before;
      if (counter && gained > 0 && first() >= 0) {
        before = Math.min(before, covered * first() / gained);
      }
      double after = end - times[size() - 1];
      after = after >= near ? near / 2.2 : after;
      return gained * (covered + before + after) / covered;
    }
  }

  @Property
  void sumsAndMeans(@ForAll long seed) {
    check(seed, "sum_over_time(m_total[%s])", 1, span -> Arrays.stream(span.values).sum());
    check(seed, "avg_over_time(m_total[%s])", 1, Span::mean);
    check(seed, "stdvar_over_time(m_total[%s])", 1, Span::variance);
    check(seed, "stddev_over_time(m_total[%s])", 1, span -> Math.sqrt(span.variance()));
  }

  @Property
  void choices(@ForAll long seed) {
    check(
        seed,
        "min_over_time(m_total[%s])",
        1,
        span -> Arrays.stream(span.values).min().orElseThrow());
    check(
        seed,
        "max_over_time(m_total[%s])",
        1,
        span -> Arrays.stream(span.values).max().orElseThrow());
    check(seed, "last_over_time(m_total[%s])", 1, Span::last);
    check(seed, "first_over_time(m_total[%s])", 1, Span::first);
    check(seed, "quantile_over_time(0.3, m_total[%s])", 1, span -> span.quantile(0.3));
  }

  @Property
  void counts(@ForAll long seed) {
    check(seed, "count_over_time(m_total[%s])", 1, Span::size);
    check(seed, "changes(m_total[%s])", 1, span -> span.count(false));
    check(seed, "resets(m_total[%s])", 1, span -> span.count(true));
    check(seed, "present_over_time(m_total[%s])", 1, span -> 1);
  }

  @Property
  void gains(@ForAll long seed) {
    check(seed, "increase(m_total[%s])", 2, span -> span.gained(true));
    check(seed, "rate(m_total[%s])", 2, span -> span.gained(true) / (span.end - span.start));
    check(seed, "delta(m_total[%s])", 2, span -> span.gained(false));
    check(seed, "deriv(m_total[%s])", 2, Span::slope);
  }

  private static void check(
      long seed, String template, int least, ToDoubleFunction<Span> definition) {
    Random random = new Random(seed);
    Samples samples = samples(random);
    long range = 1_000L * (1 + random.nextInt(300));
    long step = 1_000L * (1 + random.nextInt(60));
    long start = random.nextInt(300_000);
    String query = String.format(template, range + "ms");
    Samples results = evaluate(query, samples, start, step);
    int next = 0;
    for (long end = start; end <= start + 50 * step; end += step) {
      Span span = span(samples, end - range, end);
      boolean expected = span.size() >= least;
      boolean came = next < results.length() && results.timestampAt(next) == end;
      assertThat(came).as("%s at %s ms, seed %s", query, end, seed).isEqualTo(expected);
      if (came) {
        double wanted = definition.applyAsDouble(span);
        double value = results.valueAt(next++);
        assertThat(HistogramComparison.near(wanted, value, TOLERANCE))
            .as("%s at %s ms, seed %s: %s, by definition %s", query, end, seed, value, wanted)
            .isTrue();
      }
    }
  }

  private static Samples samples(Random random) {
    int size = 1 + random.nextInt(200);
    boolean counter = random.nextBoolean();
    long[] timestamps = new long[size];
    double[] values = new double[size];
    long time = random.nextInt(60_000);
    double value = random.nextInt(50);
    for (int i = 0; i < size; i++) {
      timestamps[i] = time;
      values[i] = value;
      time += 1 + (random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(10_000));
      boolean falls = random.nextInt(15) == 0;
      value = counter ? (falls ? 1 : value + random.nextInt(9)) : 1 + random.nextInt(1_000);
    }
    return Samples.of(timestamps, values);
  }

  private static Samples evaluate(String query, Samples samples, long start, long step) {
    InMemoryQueryableBuilder builder = InMemoryQueryable.builder();
    for (int i = 0; i < samples.length(); i++) {
      builder.append(Labels.of("__name__", "m_total"), samples.timestampAt(i), samples.valueAt(i));
    }
    Queryable queryable = builder.build();
    Value.Matrix matrix =
        (Value.Matrix)
            ENGINE
                .range(
                    queryable,
                    Promql.parse(query, LanguageProfile.ALL),
                    Instant.ofEpochMilli(start),
                    Instant.ofEpochMilli(start + 50 * step),
                    Duration.ofMillis(step))
                .value();
    return matrix.series().isEmpty() ? Samples.NONE : matrix.series().get(0).samples();
  }

  private static Span span(Samples samples, long start, long end) {
    int from = 0;
    while (from < samples.length() && samples.timestampAt(from) <= start) {
      from++;
    }
    int to = from;
    while (to < samples.length() && samples.timestampAt(to) <= end) {
      to++;
    }
    double[] times =
        Arrays.stream(samples.timestamps(), from, to).mapToDouble(time -> time / 1000.0).toArray();
    double[] values = Arrays.copyOfRange(samples.values(), from, to);
    return new Span(times, values, start / 1000.0, end / 1000.0);
  }
}
