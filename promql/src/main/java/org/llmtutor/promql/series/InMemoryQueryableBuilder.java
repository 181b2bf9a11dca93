package org.llmtutor.promql.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;

/**
 * Collects samples for an {@link InMemoryQueryable}. Within a series they must come in the order of
 * time; what a failed call had added until then stays. Not safe for concurrent use.
 */
public final class InMemoryQueryableBuilder {

  private final Map<Labels, SampleColumn> columns = new HashMap<>();

  InMemoryQueryableBuilder(List<Series> series) {
    for (Series each : series) {
      columns.put(each.labels(), new SampleColumn(each.samples()));
    }
  }

  /**
   * Adds a float, or {@link Samples#STALE}.
   *
   * @param timestamp milliseconds since the epoch
   * @throws org.llmtutor.promql.PromqlException when it is not after the last sample of its series
   */
  public InMemoryQueryableBuilder append(Labels labels, long timestamp, double value) {
    return append(labels, timestamp, value, null);
  }

  /**
   * Adds a histogram.
   *
   * @param timestamp milliseconds since the epoch
   * @throws org.llmtutor.promql.PromqlException when it is not after the last sample of its series
   */
  public InMemoryQueryableBuilder append(Labels labels, long timestamp, FloatHistogram histogram) {
    return append(labels, timestamp, 0, histogram);
  }

  /**
   * Adds all samples of a series.
   *
   * @throws org.llmtutor.promql.PromqlException when they are out of order, or not after those that
   *     the series has
   */
  public InMemoryQueryableBuilder add(Series series) {
    Samples samples = series.samples();
    SampleColumn column = column(series.labels());
    for (int i = 0; i < samples.length(); i++) {
      column.append(
          series.labels(), samples.timestampAt(i), samples.valueAt(i), samples.histogramAt(i));
    }
    return this;
  }

  /**
   * Adds a line of {@link SeriesNotation}, its first value at {@code start}.
   *
   * @throws SeriesNotationException when it is not one
   * @throws org.llmtutor.promql.PromqlException when the series has samples that are not before
   */
  public InMemoryQueryableBuilder load(String notation, Instant start, Duration step) {
    SeriesDescription description = SeriesNotation.parse(notation);
    Samples samples = description.values().toSamples(start.toEpochMilli(), step.toMillis());
    return add(new Series(description.labels(), samples));
  }

  /** What was collected so far; the builder may go on. */
  public InMemoryQueryable build() {
    List<Series> series = new ArrayList<>(columns.size());
    columns.forEach((labels, column) -> series.add(new Series(labels, column.samples())));
    return new InMemoryQueryable(series);
  }

  private InMemoryQueryableBuilder append(
      Labels labels, long timestamp, double value, @Nullable FloatHistogram histogram) {
    column(labels).append(labels, timestamp, value, histogram);
    return this;
  }

  private SampleColumn column(Labels labels) {
    return columns.computeIfAbsent(labels, key -> new SampleColumn(Samples.NONE));
  }
}
