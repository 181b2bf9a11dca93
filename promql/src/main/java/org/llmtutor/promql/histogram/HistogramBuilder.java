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
   * @throws IllegalArgumentException when the schema does not exist, the zero bucket has no width,
   *     boundaries do not grow or buckets lie beyond them
   */
  public FloatHistogram build() {
    boolean exponential =
        schema >= FloatHistogram.MIN_SCHEMA && schema <= FloatHistogram.MAX_SCHEMA;
    if (!exponential && schema != FloatHistogram.CUSTOM_SCHEMA) {
      throw new IllegalArgumentException(schema + ": not a schema; use -4 to 8, or -53");
    }
    if (!(zeroThreshold >= 0)) {
      throw new IllegalArgumentException(zeroThreshold + ": not the width of a zero bucket");
    }
    checkCustom();
    return new FloatHistogram(
        hint, schema, zeroThreshold, zeroCount, count, sum, positive, negative, bounds);
  }

  private void checkCustom() {
    for (int i = 0; i < bounds.length; i++) {
      if (Double.isNaN(bounds[i]) || (i > 0 && bounds[i - 1] >= bounds[i])) {
        throw new IllegalArgumentException("custom boundary " + bounds[i] + ": does not grow");
      }
    }
    boolean custom = schema == FloatHistogram.CUSTOM_SCHEMA;
    if (custom && !positive.isEmpty() && !within(positive)) {
      throw new IllegalArgumentException(
          "custom buckets beyond their boundaries: only " + bounds.length + " are given");
    }
  }

  private boolean within(Buckets buckets) {
    return buckets.index(0) >= 0 && buckets.index(buckets.size() - 1) <= bounds.length;
  }
}
