package org.llmtutor.promql.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.Annotation;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.number.FloatText;
import org.llmtutor.promql.types.LanguageProfile;

/**
 * Samples in memory and queries on them, with results as text: one line for each series, its value
 * at one time or its values at each step, {@code _} for none.
 */
final class Stored implements Queryable {

  private final List<Series> series = new ArrayList<>();
  private EngineOptions options = EngineOptions.DEFAULTS;
  private Cancellation cancellation = new Cancellation();

  /**
   * Adds samples every {@code step} seconds from 0 for each line, such as {@code up{job="a"} 1
   * 2+3x4 _ stale NaN}.
   */
  static Stored every(int step, String... lines) {
    Stored stored = new Stored();
    for (String line : lines) {
      int split = line.indexOf('}') >= 0 ? line.indexOf('}') + 1 : line.indexOf(' ');
      Labels labels = labels(line.substring(0, split));
      stored.series.add(new Series(labels, samples(line.substring(split).trim(), step)));
    }
    stored.series.sort((a, b) -> a.labels().compareTo(b.labels()));
    return stored;
  }

  Stored add(Series more) {
    series.add(more);
    return this;
  }

  Stored with(EngineOptions other) {
    options = other;
    return this;
  }

  Stored with(Cancellation other) {
    cancellation = other;
    return this;
  }

  /** Removes metric names only when a query ends. */
  Stored removingNamesLate() {
    return with(options.withDelayedNameRemoval(true));
  }

  private static Labels labels(String selector) {
    TreeMap<String, String> labels = new TreeMap<>();
    VectorSelector parsed = (VectorSelector) Promql.parse(selector, LanguageProfile.ALL);
    parsed.matchers().forEach(matcher -> labels.put(matcher.name(), matcher.value()));
    return Labels.of(labels);
  }

  private static Samples samples(String notation, int step) {
    List<Double> values = new ArrayList<>();
    for (String token : notation.split(" +", -1)) {
      int times = token.indexOf('x');
      if (token.startsWith("_")) {
        int gaps = times < 0 ? 1 : Integer.parseInt(token.substring(times + 1));
        for (int i = 0; i < gaps; i++) {
          values.add(null);
        }
      } else if (times < 0) {
        values.add(number(token));
      } else {
        int sign = token.indexOf('+', 1) > 0 ? token.indexOf('+', 1) : token.indexOf('-', 1);
        double value = number(sign < 0 ? token.substring(0, times) : token.substring(0, sign));
        double more = sign < 0 ? 0 : number(token.substring(sign, times));
        for (int i = 0; i <= Integer.parseInt(token.substring(times + 1)); i++) {
          values.add(value);
          value += more;
        }
      }
    }
    return samples(values, step * 1000L);
  }

  private static double number(String token) {
    return switch (token) {
      case "stale" -> Samples.STALE;
      case "Inf", "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(token);
    };
  }

  private static Samples samples(List<Double> values, long step) {
    int count = (int) values.stream().filter(value -> value != null).count();
    long[] timestamps = new long[count];
    double[] floats = new double[count];
    int to = 0;
    for (int i = 0; i < values.size(); i++) {
      Double value = values.get(i);
      if (value != null) {
        timestamps[to] = i * step;
        floats[to++] = value;
      }
    }
    return Samples.of(timestamps, floats);
  }

  @Override
  public List<Series> select(Instant from, Instant to, List<LabelMatcher> matchers) {
    return series.stream()
        .filter(one -> matchers.stream().allMatch(matcher -> matcher.matches(one.labels())))
        .toList();
  }

  /** The result of an instant query at {@code seconds}. */
  QueryResult at(long seconds, String query) {
    return engine().instant(this, parse(query), Instant.ofEpochSecond(seconds), cancellation);
  }

  /** The lines of the result of an instant query, in its order. */
  List<String> ask(long seconds, String query) {
    Value value = at(seconds, query).value();
    if (value instanceof Value.Scalar scalar) {
      return List.of(FloatText.format(scalar.value()));
    }
    if (value instanceof Value.Text text) {
      return List.of(text.value());
    }
    if (value instanceof Value.Matrix matrix) {
      return matrix.series().stream().map(Stored::raw).toList();
    }
    List<String> lines = new ArrayList<>();
    for (Value.Sample sample : ((Value.Vector) value).samples()) {
      lines.add(
          sample.labels()
              + " "
              + (sample.histogram() == null
                  ? FloatText.format(sample.value())
                  : sample.histogram().toString()));
    }
    return lines;
  }

  /** The lines of the result of a range query with times in seconds. */
  List<String> range(long start, long end, long step, String query) {
    Value.Matrix matrix =
        (Value.Matrix)
            engine()
                .range(
                    this,
                    parse(query),
                    Instant.ofEpochSecond(start),
                    Instant.ofEpochSecond(end),
                    Duration.ofSeconds(step),
                    cancellation)
                .value();
    return matrix.series().stream().map(one -> steps(one, start, end, step)).toList();
  }

  /** The annotations of an instant query without their positions. */
  List<String> notes(long seconds, String query) {
    return at(seconds, query).annotations().stream().map(Annotation::message).toList();
  }

  private Engine engine() {
    return new Engine(options, SimpleFunctions::find);
  }

  private static Expr parse(String query) {
    return Promql.parse(query, LanguageProfile.ALL);
  }

  private static String steps(Series series, long start, long end, long step) {
    StringBuilder line = new StringBuilder(series.labels().toString());
    int next = 0;
    Samples samples = series.samples();
    for (long time = start * 1000; time <= end * 1000; time += step * 1000) {
      boolean here = next < samples.length() && samples.timestampAt(next) == time;
      line.append(' ').append(here ? FloatText.format(samples.valueAt(next)) : "_");
      next += here ? 1 : 0;
    }
    return line.toString();
  }

  private static String raw(Series series) {
    StringBuilder line = new StringBuilder(series.labels().toString());
    Samples samples = series.samples();
    for (int i = 0; i < samples.length(); i++) {
      line.append(' ')
          .append(FloatText.format(samples.valueAt(i)))
          .append('@')
          .append(samples.timestampAt(i) / 1000);
    }
    return line.toString();
  }

  /** Series with a sample at each second, for tests of sizes. */
  static Stored many(int count, int samples) {
    Stored stored = new Stored();
    for (int i = 0; i < count; i++) {
      long[] timestamps = new long[samples];
      double[] values = new double[samples];
      for (int j = 0; j < samples; j++) {
        timestamps[j] = j * 1000L;
        values[j] = j;
      }
      Labels labels = Labels.of("__name__", "many", "i", Integer.toString(i));
      stored.series.add(new Series(labels, Samples.of(timestamps, values)));
    }
    stored.series.sort((a, b) -> a.labels().compareTo(b.labels()));
    return stored;
  }
}
