package org.llmtutor.promql.histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A native histogram with float counts. Its buckets are either exponential, where {@link #schema}
 * from -4 to 8 tells the resolution (each boundary is the one before times {@code 2^(2^-schema)})
 * and a zero bucket takes what is near 0, or custom, where the schema is {@link #CUSTOM_SCHEMA} and
 * {@link #customBounds} tells the upper boundaries.
 *
 * <p>Immutable and safe for concurrent use. Two are equal when all of their numbers have the same
 * bits; the counter-reset hint does not matter.
 */
public final class FloatHistogram {

  /** The schema of histograms with custom buckets. */
  public static final int CUSTOM_SCHEMA = -53;

  /** The lowest resolution of exponential buckets. */
  public static final int MIN_SCHEMA = -4;

  /** The highest resolution of exponential buckets. */
  public static final int MAX_SCHEMA = 8;

  private static final int FIXED_BYTES = 168;
  private static final int BYTES = 8;

  final CounterResetHint hint;
  final int schema;
  final double zeroThreshold;
  final double zeroCount;
  final double count;
  final double sum;
  final Buckets positive;
  final Buckets negative;
  final double[] bounds;

  FloatHistogram(
      CounterResetHint hint,
      int schema,
      double zeroThreshold,
      double zeroCount,
      double count,
      double sum,
      Buckets positive,
      Buckets negative,
      double[] bounds) {
    this.hint = hint;
    this.schema = schema;
    this.zeroThreshold = zeroThreshold;
    this.zeroCount = zeroCount;
    this.count = count;
    this.sum = sum;
    this.positive = positive;
    this.negative = negative;
    this.bounds = bounds;
  }

  /** Starts a histogram with exponential buckets. */
  public static HistogramBuilder exponential(int schema) {
    return new HistogramBuilder(schema, new double[0]);
  }

  /** Starts a histogram with custom buckets: upper boundaries, strictly growing, without +Inf. */
  public static HistogramBuilder custom(double... bounds) {
    return new HistogramBuilder(CUSTOM_SCHEMA, bounds.clone());
  }

  /** What is known about counter resets. */
  public CounterResetHint counterResetHint() {
    return hint;
  }

  /** The resolution, or {@link #CUSTOM_SCHEMA}. */
  public int schema() {
    return schema;
  }

  /** Whether the buckets are custom. */
  public boolean usesCustomBuckets() {
    return schema == CUSTOM_SCHEMA;
  }

  /** The width of the zero bucket to either side. */
  public double zeroThreshold() {
    return zeroThreshold;
  }

  /** How many observations are in the zero bucket. */
  public double zeroCount() {
    return zeroCount;
  }

  /** How many observations there are. */
  public double count() {
    return count;
  }

  /** The sum of all observations. */
  public double sum() {
    return sum;
  }

  /** The buckets above the zero bucket, or the custom ones, from the lowest index up. */
  public Buckets positive() {
    return positive;
  }

  /** The buckets below the zero bucket, from the one nearest to 0 down. */
  public Buckets negative() {
    return negative;
  }

  /** The upper boundaries of custom buckets, a new array; empty for exponential ones. */
  public double[] customBounds() {
    return bounds.clone();
  }

  /** Whether both have exponential or both have custom buckets. */
  public boolean compatibleWith(FloatHistogram other) {
    return usesCustomBuckets() == other.usesCustomBuckets();
  }

  /**
   * The sum. Differing resolutions, zero buckets and custom boundaries are reconciled; {@link
   * Combination#sum} also tells whether that happened.
   *
   * @throws IncompatibleHistogramsException when only one has custom buckets
   */
  public FloatHistogram plus(FloatHistogram other) {
    return Combination.sum(this, other).histogram();
  }

  /**
   * The difference, reconciled as in {@link #plus}; its hint is combined, not set to gauge.
   *
   * @throws IncompatibleHistogramsException when only one has custom buckets
   */
  public FloatHistogram minus(FloatHistogram other) {
    return Combination.difference(this, other).histogram();
  }

  /** All counts and the sum multiplied; a gauge when {@code factor} is negative. */
  public FloatHistogram times(double factor) {
    return new FloatHistogram(
        factor < 0 ? CounterResetHint.GAUGE : hint,
        schema,
        zeroThreshold,
        zeroCount * factor,
        count * factor,
        sum * factor,
        positive.times(factor),
        negative.times(factor),
        bounds);
  }

  /**
   * All counts and the sum divided; a gauge when {@code divisor} is negative. Division by 0 also
   * removes all buckets but the zero bucket.
   */
  public FloatHistogram dividedBy(double divisor) {
    return new FloatHistogram(
        divisor < 0 ? CounterResetHint.GAUGE : hint,
        schema,
        zeroThreshold,
        zeroCount / divisor,
        count / divisor,
        sum / divisor,
        divisor == 0 ? Buckets.NONE : positive.dividedBy(divisor),
        divisor == 0 ? Buckets.NONE : negative.dividedBy(divisor),
        bounds);
  }

  /** All counts and the sum with the other sign; a gauge. */
  public FloatHistogram negated() {
    return times(-1);
  }

  /** The same without empty buckets. */
  public FloatHistogram compact() {
    Buckets newPositive = positive.compact();
    Buckets newNegative = negative.compact();
    boolean same = newPositive.size() == positive.size() && newNegative.size() == negative.size();
    return same ? this : withBuckets(newPositive, newNegative);
  }

  /** The same with another hint. */
  public FloatHistogram withHint(CounterResetHint newHint) {
    return newHint == hint
        ? this
        : new FloatHistogram(
            newHint, schema, zeroThreshold, zeroCount, count, sum, positive, negative, bounds);
  }

  /**
   * The same observations at a lower resolution; its hint is unknown unless nothing changes.
   *
   * @throws IllegalArgumentException when the target is higher or either schema is custom
   */
  public FloatHistogram atSchema(int target) {
    return target == schema ? this : Resolution.reduce(this, target);
  }

  /**
   * Whether the counters started anew after {@code previous}: as the hint says, else when any count
   * went down or a bucket with observations is gone.
   */
  public boolean detectReset(FloatHistogram previous) {
    return ResetDetection.between(previous, this);
  }

  /**
   * About those observations that are below {@code limit}: buckets across it are interpolated, and
   * count and sum are estimated anew when anything is cut off.
   */
  public FloatHistogram below(double limit) {
    return new Trim(this, limit, true).apply();
  }

  /** About those observations that are above {@code limit}, as {@link #below} does. */
  public FloatHistogram above(double limit) {
    return new Trim(this, limit, false).apply();
  }

  /** All explicit buckets in ascending order, the zero bucket (unless empty) among them. */
  public List<Bucket> buckets() {
    List<Bucket> all = new ArrayList<>();
    BucketCursor cursor = BucketCursor.ascending(this);
    while (cursor.next()) {
      double lower = cursor.lower();
      double upper = cursor.upper();
      boolean zero = lower == -zeroThreshold && upper == zeroThreshold && !usesCustomBuckets();
      boolean closedBelow = usesCustomBuckets() ? lower == Double.NEGATIVE_INFINITY : lower < 0;
      boolean closedAbove = usesCustomBuckets() || upper > 0;
      all.add(new Bucket(lower, upper, zero || closedBelow, zero || closedAbove, cursor.count()));
    }
    return List.copyOf(all);
  }

  /** How many bytes Prometheus says it takes, the measure of its sample limit. */
  public int size() {
    int spans = positive.spans() + negative.spans();
    return FIXED_BYTES + BYTES * (spans + positive.size() + negative.size() + bounds.length);
  }

  /** The upper boundary of the bucket at {@code index} on the positive side. */
  double bound(int index) {
    if (!usesCustomBuckets()) {
      return ExponentialBounds.upper(index, schema);
    }
    if (index < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return index < bounds.length ? bounds[index] : Double.POSITIVE_INFINITY;
  }

  FloatHistogram withBuckets(Buckets newPositive, Buckets newNegative) {
    return new FloatHistogram(
        hint, schema, zeroThreshold, zeroCount, count, sum, newPositive, newNegative, bounds);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatHistogram that
        && schema == that.schema
        && zeroThreshold == that.zeroThreshold
        && sameBits(zeroCount, that.zeroCount)
        && sameBits(count, that.count)
        && sameBits(sum, that.sum)
        && CustomBounds.same(bounds, that.bounds)
        && positive.equals(that.positive)
        && negative.equals(that.negative);
  }

  private static boolean sameBits(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  @Override
  public int hashCode() {
    return Objects.hash(schema, count, sum, positive, negative);
  }

  /** As Prometheus prints it, {@code {count:4, sum:5, (0.5,1]:1, (1,2]:2, (2,4]:1}}. */
  @Override
  public String toString() {
    return HistogramNotation.describe(this);
  }
}
