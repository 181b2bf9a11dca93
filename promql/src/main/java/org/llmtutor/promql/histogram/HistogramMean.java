package org.llmtutor.promql.histogram;

/**
 * The mean of histograms, with compensation for rounding: the sum divided at the end, or, from the
 * moment that the sum would overflow, the mean kept up to date. Used as {@link HistogramSum} is.
 * Mutable, not safe for concurrent use.
 */
public final class HistogramMean {

  private final HistogramSum sum = new HistogramSum();
  private boolean incremental;

  /** Forgets everything. */
  public void clear() {
    sum.clear();
    incremental = false;
  }

  /**
   * Adds one.
   *
   * @return false, with nothing changed, when it has custom buckets and those before have not, or
   *     the other way round
   */
  public boolean add(FloatHistogram histogram) {
    if (!sum.compatibleWith(histogram)) {
      return false;
    }
    if (!incremental) {
      if (sum.addUnlessOverflow(histogram, true)) {
        return true;
      }
      incremental = true;
      sum.multiply(1.0 / sum.count());
    }
    double count = sum.count() + 1.0;
    sum.multiply((count - 1) / count);
    return sum.addUnlessOverflow(histogram.dividedBy(count), false);
  }

  /** How many were added. */
  public int count() {
    return sum.count();
  }

  /** The mean without empty buckets. At least one was added. */
  public FloatHistogram mean() {
    return uncompacted().compact();
  }

  /** The mean, empty buckets included. At least one was added. */
  public FloatHistogram uncompacted() {
    return sum.totalOver(incremental ? 1 : sum.count());
  }

  /** Whether custom boundaries differed, so that only the common ones are left. */
  public boolean boundsReconciled() {
    return sum.boundsReconciled();
  }

  /** Whether some said that counters started anew and some that they went on. */
  public boolean counterResetCollision() {
    return sum.counterResetCollision();
  }
}
