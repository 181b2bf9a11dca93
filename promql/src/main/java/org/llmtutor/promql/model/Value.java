package org.llmtutor.promql.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.FloatHistogram;

/** What a query gives. Times are milliseconds since the epoch. */
public sealed interface Value {

  /**
   * A number.
   *
   * @param timestamp when
   * @param value what
   */
  record Scalar(long timestamp, double value) implements Value {}

  /**
   * A text.
   *
   * @param timestamp when
   * @param value what
   */
  record Text(long timestamp, String value) implements Value {}

  /**
   * One sample for each series, all at one time.
   *
   * @param samples in the order of the query when it sorts, else in any
   */
  record Vector(List<Sample> samples) implements Value {

    /** Copies the list. */
    public Vector {
      samples = List.copyOf(samples);
    }
  }

  /**
   * Many samples for each series.
   *
   * @param series in the order of their labels
   */
  record Matrix(List<Series> series) implements Value {

    /** Copies the list. */
    public Matrix {
      series = List.copyOf(series);
    }
  }

  /**
   * One sample of one series.
   *
   * @param labels which series
   * @param timestamp when
   * @param value the float; meaningless beside a histogram
   * @param histogram the histogram; null for a float
   */
  record Sample(Labels labels, long timestamp, double value, @Nullable FloatHistogram histogram) {}
}
