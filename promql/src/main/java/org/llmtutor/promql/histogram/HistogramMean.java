package org.llmtutor.promql.histogram;

/**
 * The mean of histograms, with compensation for rounding and without overflow of its sum. Used as
 * {@link HistogramSum} is. Mutable, not safe for concurrent use.
 */
public final class HistogramMean {

  private final HistogramSum sum = new HistogramSum();

  /** Forgets everything. */
  public void clear() {
    sum.clear();
  }

  /**
   * Adds one.
   *
   * @return false, with nothing changed, when it has custom buckets and those before have not, or
   *     the other way round
   */
  public boolean add(FloatHistogram histogram) {
    return sum.add(histogram);
  }

  /** How many were added. */
  public int count() {
    return sum.count();
  }

  /** The mean without empty buckets. At least one was added. */
  public FloatHistogram mean() {
    return sum.sum().dividedBy(sum.count());
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
