package org.llmtutor.promql.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.BucketBound;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.MetricNames;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;

/**
 * Makes native histograms with custom buckets of classic ones: {@code x_bucket}, {@code x_count}
 * and {@code x_sum} of the same labels become {@code x}, one histogram for each time that any of
 * them has a float. Histograms and stale markers among the samples are left out.
 */
public final class ClassicToNative {

  private ClassicToNative() {}

  /**
   * The native histograms of {@code series}, in the order in which each is first met.
   *
   * @throws org.llmtutor.promql.PromqlException when counts are negative, fall with growing
   *     boundaries, or differ between {@code x_count} and the last bucket
   */
  public static List<Series> convert(List<Series> series) {
    Map<Labels, NavigableMap<Long, ClassicSample>> found = new LinkedHashMap<>();
    for (Series one : series) {
      collect(one, found);
    }
    List<Series> natives = new ArrayList<>();
    found.forEach(
        (labels, samples) -> {
          if (!samples.isEmpty()) {
            natives.add(new Series(labels, histograms(labels, samples)));
          }
        });
    return natives;
  }

  private static void collect(Series series, Map<Labels, NavigableMap<Long, ClassicSample>> found) {
    String name = series.labels().metricName();
    OptionalDouble bound = BucketBound.parse(series.labels().get(BucketBound.LABEL));
    if (name.endsWith("_bucket") && bound.isPresent()) {
      double upper = bound.getAsDouble();
      collect(series, "_bucket", found, (sample, value) -> sample.bucket(upper, value));
    } else if (name.endsWith("_count")) {
      collect(series, "_count", found, ClassicSample::count);
    } else if (name.endsWith("_sum")) {
      collect(series, "_sum", found, ClassicSample::sum);
    }
  }

  /** Puts a number into a sample. */
  private interface Part {
    void put(ClassicSample sample, double value);
  }

  private static void collect(
      Series series,
      String suffix,
      Map<Labels, NavigableMap<Long, ClassicSample>> found,
      Part part) {
    String name = series.labels().metricName();
    Labels labels =
        series
            .labels()
            .without(List.of(BucketBound.LABEL))
            .with(MetricNames.LABEL, name.substring(0, name.length() - suffix.length()));
    NavigableMap<Long, ClassicSample> samples =
        found.computeIfAbsent(labels, unused -> new TreeMap<>());
    forEachFloat(
        series.samples(),
        index -> {
          long time = series.samples().timestampAt(index);
          ClassicSample sample = samples.computeIfAbsent(time, unused -> new ClassicSample());
          part.put(sample, series.samples().valueAt(index));
        });
  }

  private static void forEachFloat(Samples samples, Consumer<Integer> action) {
    for (int i = 0; i < samples.length(); i++) {
      if (samples.histogramAt(i) == null && !Samples.isStale(samples.valueAt(i))) {
        action.accept(i);
      }
    }
  }

  private static Samples histograms(Labels labels, NavigableMap<Long, ClassicSample> samples) {
    int size = samples.size();
    long[] timestamps = new long[size];
    @Nullable FloatHistogram[] histograms = new FloatHistogram[size];
    int next = 0;
    for (Map.Entry<Long, ClassicSample> sample : samples.entrySet()) {
      timestamps[next] = sample.getKey();
      histograms[next++] = sample.getValue().histogram(labels);
    }
    return new Samples(timestamps, new double[size], histograms, 0, size);
  }
}
