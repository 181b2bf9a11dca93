package org.llmtutor.promql.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramComparison;
import org.llmtutor.promql.histogram.HistogramNotation;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Quoted;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.number.FloatText;
import org.llmtutor.promql.series.SeriesDescription;
import org.llmtutor.promql.series.ValueSequence;

/**
 * Compares a result with what a script says. Each method gives null when all is well, else the
 * first difference in words.
 */
final class ResultCheck {

  private final Command.Result expected;

  ResultCheck(Command.Result expected) {
    this.expected = expected;
  }

  /** The result of an instant query. */
  @Nullable String instant(Value value, boolean ordered) {
    if (value instanceof Value.Scalar scalar) {
      return number(scalar.value());
    }
    if (value instanceof Value.Text text) {
      return text(text.value());
    }
    if (value instanceof Value.Matrix matrix) {
      Command.Steps window = expected.window();
      return window == null
          ? "came: a range vector; expect range vector if that is meant"
          : range(matrix, window);
    }
    Value.Vector vector = (Value.Vector) value;
    String kind = notSeries();
    if (kind != null) {
      return kind;
    }
    String order = ordered ? order(vector) : null;
    return order == null ? series(single(vector), Command.Steps.at(0)) : order;
  }

  /** The result of a range query at its steps. */
  @Nullable String range(Value.Matrix matrix, Command.Steps steps) {
    String kind = notSeries();
    return kind == null ? series(matrix.series(), steps) : kind;
  }

  /** One step of a range query, which must be what an instant query there gives. */
  @Nullable String step(Value.Matrix matrix, long time) {
    Double number = expected.number();
    if (number != null) {
      List<Series> found = at(matrix, time);
      return found.size() == 1 ? number(found.get(0).samples().valueAt(0)) : "came: no scalar";
    }
    return series(at(matrix, time), Command.Steps.at(0));
  }

  private static List<Series> single(Value.Vector vector) {
    List<Series> series = new ArrayList<>();
    for (Value.Sample sample : vector.samples()) {
      series.add(one(sample.labels(), sample.value(), sample.histogram()));
    }
    return series;
  }

  private static List<Series> at(Value.Matrix matrix, long time) {
    List<Series> series = new ArrayList<>();
    for (Series each : matrix.series()) {
      int index = indexOf(each.samples(), time);
      if (index >= 0) {
        Samples samples = each.samples();
        series.add(one(each.labels(), samples.valueAt(index), samples.histogramAt(index)));
      }
    }
    return series;
  }

  private static Series one(Labels labels, double value, @Nullable FloatHistogram histogram) {
    @Nullable FloatHistogram[] histograms = {histogram};
    return new Series(labels, new Samples(new long[] {0}, new double[] {value}, histograms, 0, 1));
  }

  private static int indexOf(Samples samples, long time) {
    for (int i = 0; i < samples.length(); i++) {
      if (samples.timestampAt(i) == time) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable String notSeries() {
    if (expected.number() != null) {
      return "expected: " + FloatText.format(expected.number()) + "; came: series";
    }
    return expected.text() == null
        ? null
        : "expected: " + Quoted.of(expected.text()) + "; came: series";
  }

  private @Nullable String number(double value) {
    Double wanted = expected.number();
    if (wanted == null) {
      return "came: the scalar " + FloatText.format(value);
    }
    return near(wanted, value) ? null : different(FloatText.format(wanted), value, null);
  }

  private @Nullable String text(String value) {
    String wanted = expected.text();
    if (wanted == null) {
      return "came: the string " + Quoted.of(value);
    }
    return wanted.equals(value)
        ? null
        : "expected: " + Quoted.of(wanted) + "; came: " + Quoted.of(value);
  }

  private @Nullable String order(Value.Vector vector) {
    List<Labels> came = vector.samples().stream().map(Value.Sample::labels).toList();
    List<Labels> wanted = expected.series().stream().map(SeriesDescription::labels).toList();
    return wanted.equals(came) ? null : "expected in this order: " + wanted + "; came: " + came;
  }

  private @Nullable String series(List<Series> came, Command.Steps steps) {
    Map<Labels, Samples> left = new LinkedHashMap<>();
    for (Series series : came) {
      if (left.put(series.labels(), series.samples()) != null) {
        return "came twice: " + series.labels();
      }
    }
    for (SeriesDescription wanted : expected.series()) {
      Samples samples = left.remove(wanted.labels());
      String difference = samples(wanted.values(), samples == null ? Samples.NONE : samples, steps);
      if (difference != null) {
        return wanted.labels() + ": " + difference;
      }
    }
    return left.isEmpty() ? null : "not expected: " + first(left);
  }

  private static String first(Map<Labels, Samples> left) {
    Map.Entry<Labels, Samples> first = left.entrySet().iterator().next();
    Samples samples = first.getValue();
    return first.getKey() + " " + shown(samples.valueAt(0), samples.histogramAt(0));
  }

  private static @Nullable String samples(ValueSequence wanted, Samples came, Command.Steps steps) {
    int next = 0;
    for (int i = 0; i < wanted.size(); i++) {
      long time = steps.start() + i * steps.step();
      boolean present = next < came.length() && came.timestampAt(next) == time;
      String difference = sample(wanted, i, came, present ? next : -1);
      if (difference != null) {
        return wanted.size() == 1 ? difference : "at " + time + " ms " + difference;
      }
      next += present ? 1 : 0;
    }
    return next == came.length()
        ? null
        : "not expected at "
            + came.timestampAt(next)
            + " ms: "
            + shown(came.valueAt(next), came.histogramAt(next));
  }

  private static @Nullable String sample(ValueSequence wanted, int at, Samples came, int index) {
    if (wanted.isGap(at)) {
      return index < 0
          ? null
          : "expected: nothing; came: " + shown(came.valueAt(index), came.histogramAt(index));
    }
    FloatHistogram histogram = wanted.histogramAt(at);
    String text = shown(wanted.valueAt(at), histogram);
    if (index < 0) {
      return "expected: " + text + "; nothing came";
    }
    double value = came.valueAt(index);
    FloatHistogram actual = came.histogramAt(index);
    return same(wanted, at, value, actual) ? null : different(text, value, actual);
  }

  private static boolean same(
      ValueSequence wanted, int at, double value, @Nullable FloatHistogram actual) {
    FloatHistogram histogram = wanted.histogramAt(at);
    if (histogram == null || actual == null) {
      return histogram == null && actual == null && near(wanted.valueAt(at), value);
    }
    return HistogramComparison.matches(histogram, actual, wanted.hintWrittenAt(at));
  }

  private static boolean near(double a, double b) {
    return HistogramComparison.near(a, b, HistogramComparison.TOLERANCE);
  }

  private static String different(
      String expected, double value, @Nullable FloatHistogram histogram) {
    return "expected: " + expected + "; came: " + shown(value, histogram);
  }

  private static String shown(double value, @Nullable FloatHistogram histogram) {
    return histogram == null ? FloatText.format(value) : HistogramNotation.print(histogram);
  }
}
