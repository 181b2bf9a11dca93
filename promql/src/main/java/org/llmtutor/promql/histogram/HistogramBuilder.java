package org.llmtutor.promql.histogram;

/** Collects the parts of a histogram; what is not said is 0, empty or unknown. */
public final class HistogramBuilder {

  private final int schema;
  private final double[] bounds;
  private CounterResetHint hint = CounterResetHint.UNKNOWN;
  private double zeroThreshold;
  private double zeroCount;
  private double count;
  private double sum;
  private Buckets positive = Buckets.NONE;
  private Buckets negative = Buckets.NONE;

  HistogramBuilder(int schema, double[] bounds) {
    this.schema = schema;
    this.bounds = bounds;
  }

  /** Sets what is known about counter resets. */
  public HistogramBuilder hint(CounterResetHint value) {
    hint = value;
    return this;
  }

  /** Sets the width of the zero bucket to either side and its count. */
  public HistogramBuilder zero(double threshold, double observations) {
    zeroThreshold = threshold;
    zeroCount = observations;
    return this;
  }

  /** Sets how many observations there are. */
  public HistogramBuilder count(double value) {
    count = value;
    return this;
  }

  /** Sets the sum of all observations. */
  public HistogramBuilder sum(double value) {
    sum = value;
    return this;
  }

  /** Sets the buckets above the zero bucket, or the custom ones. */
  public HistogramBuilder positive(Buckets value) {
    positive = value;
    return this;
  }

  /** Sets the buckets below the zero bucket. */
  public HistogramBuilder negative(Buckets value) {
    negative = value;
    return this;
  }

  /**
   * The histogram.
   *
   * @throws IllegalArgumentException when the schema does not exist
   */
  public FloatHistogram build() {
    boolean exponential =
        schema >= FloatHistogram.MIN_SCHEMA && schema <= FloatHistogram.MAX_SCHEMA;
    if (!exponential && schema != FloatHistogram.CUSTOM_SCHEMA) {
      throw new IllegalArgumentException(schema + ": not a schema; use -4 to 8, or -53");
    }
    return new FloatHistogram(
        hint, schema, zeroThreshold, zeroCount, count, sum, positive, negative, bounds);
  }
}
