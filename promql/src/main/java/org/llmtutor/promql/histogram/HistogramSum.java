package org.llmtutor.promql.histogram;

import org.jspecify.annotations.Nullable;

/**
 * Adds histograms up with compensation for rounding. An aggregation makes one for each group and
 * step (or {@link #clear}s it) and calls {@link #add} for each histogram. Once that answered false,
 * the group has no result, only a warning of mixed exponential and custom buckets; otherwise it
 * takes {@link #sum}, and adds a warning when {@link #counterResetCollision} and an info when
 * {@link #boundsReconciled}. Mutable, not safe for concurrent use.
 */
public final class HistogramSum {

  private static final int[] SCALARS = {0, 1, 2};

  private final CompensatedBuckets scalars = new CompensatedBuckets();
  private final CompensatedBuckets positive = new CompensatedBuckets();
  private final CompensatedBuckets negative = new CompensatedBuckets();

  /** Tells hint, resolution, zero threshold and boundaries; null before the first. */
  private @Nullable FloatHistogram frame;

  private boolean reconciled;
  private boolean resetSeen;
  private boolean noResetSeen;
  private int added;

  /** Forgets everything. */
  public void clear() {
    frame = null;
    added = 0;
    reconciled = false;
    resetSeen = false;
    noResetSeen = false;
  }

  /**
   * Adds one.
   *
   * @return false, with nothing changed, when it has custom buckets and those before have not, or
   *     the other way round
   */
  public boolean add(FloatHistogram histogram) {
    if (!compatibleWith(histogram)) {
      return false;
    }
    addUnlessOverflow(histogram, false);
    return true;
  }

  /** Whether {@code histogram} has the kind of buckets that those before have. */
  boolean compatibleWith(FloatHistogram histogram) {
    return frame == null || frame.compatibleWith(histogram);
  }

  /** Adds a compatible one; false, with the sum unchanged, when it would overflow and must not. */
  boolean addUnlessOverflow(FloatHistogram histogram, boolean guarded) {
    FloatHistogram current = frame;
    if (current == null) {
      start(histogram);
      return true;
    }
    Aligned aligned = align(current, histogram);
    if (guarded && overflows(histogram, aligned)) {
      return false;
    }
    scalars.add(scalars(histogram.count, histogram.sum, aligned.rightZeroCount()));
    positive.add(aligned.rightPositive());
    negative.add(aligned.rightNegative());
    note(histogram);
    frame = aligned.left().withHint(current.hint.combinedWith(histogram.hint));
    return true;
  }

  private void start(FloatHistogram histogram) {
    set(histogram);
    note(histogram);
    frame = histogram;
  }

  private void set(FloatHistogram histogram) {
    scalars.set(scalars(histogram.count, histogram.sum, histogram.zeroCount));
    positive.set(histogram.positive);
    negative.set(histogram.negative);
  }

  private void note(FloatHistogram histogram) {
    added++;
    resetSeen |= histogram.hint == CounterResetHint.RESET;
    noResetSeen |= histogram.hint == CounterResetHint.NOT_RESET;
  }

  /** Brings both sides together; when that changes the sum's layout, the sum starts from there. */
  private Aligned align(FloatHistogram current, FloatHistogram histogram) {
    if (sameLayout(current, histogram)) {
      return new Aligned(current, histogram.zeroCount, histogram.positive, histogram.negative);
    }
    reconciled |= !CustomBounds.same(current.bounds, histogram.bounds);
    FloatHistogram total = totalOver(1);
    Aligned aligned = Aligned.of(total, histogram);
    if (!sameFrame(total, aligned.left())) {
      set(aligned.left());
    }
    return aligned;
  }

  private static boolean sameLayout(FloatHistogram a, FloatHistogram b) {
    return sameFrame(a, b) && a.zeroThreshold == 0;
  }

  private static boolean sameFrame(FloatHistogram a, FloatHistogram b) {
    return a.schema == b.schema
        && a.zeroThreshold == b.zeroThreshold
        && CustomBounds.same(a.bounds, b.bounds);
  }

  private boolean overflows(FloatHistogram histogram, Aligned aligned) {
    return scalars.overflowsWith(scalars(histogram.count, histogram.sum, aligned.rightZeroCount()))
        || positive.overflowsWith(aligned.rightPositive())
        || negative.overflowsWith(aligned.rightNegative());
  }

  private static Buckets scalars(double count, double sum, double zeroCount) {
    return new Buckets(SCALARS, new double[] {count, sum, zeroCount});
  }

  /** How many were added. */
  public int count() {
    return added;
  }

  /** The sum without empty buckets. At least one was added. */
  public FloatHistogram sum() {
    return uncompacted().compact();
  }

  /** The sum, empty buckets included. At least one was added. */
  public FloatHistogram uncompacted() {
    return totalOver(1);
  }

  /** The sum divided. */
  FloatHistogram totalOver(double divisor) {
    FloatHistogram current = frame;
    if (current == null) {
      throw new IllegalStateException("nothing was added");
    }
    Buckets totals = scalars.totalOver(divisor);
    return new FloatHistogram(
        current.hint,
        current.schema,
        current.zeroThreshold,
        totals.count(2),
        totals.count(0),
        totals.count(1),
        positive.totalOver(divisor),
        negative.totalOver(divisor),
        current.bounds);
  }

  /** Multiplies the sum. */
  void multiply(double factor) {
    scalars.multiply(factor);
    positive.multiply(factor);
    negative.multiply(factor);
  }

  /** Whether custom boundaries differed, so that only the common ones are left. */
  public boolean boundsReconciled() {
    return reconciled;
  }

  /** Whether some said that counters started anew and some that they went on. */
  public boolean counterResetCollision() {
    return resetSeen && noResetSeen;
  }
}
