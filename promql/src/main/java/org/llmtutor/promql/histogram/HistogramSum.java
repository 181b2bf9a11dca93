package org.llmtutor.promql.histogram;

/**
 * Adds histograms up with compensation for rounding. An aggregation makes one for each group and
 * step (or {@link #clear}s it), calls {@link #add} for each histogram and, when that answered false
 * once, drops the group with a warning of mixed exponential and custom buckets; otherwise it takes
 * {@link #sum}, and adds a warning when {@link #counterResetCollision} and an info when {@link
 * #boundsReconciled}. Mutable, not safe for concurrent use.
 */
public final class HistogramSum {

  private boolean reconciled;
  private boolean resetSeen;
  private boolean noResetSeen;
  private int added;

  /** Forgets everything. */
  public void clear() {
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
    added++;
    return histogram != null;
  }

  /** How many were added. */
  public int count() {
    return added;
  }

  /** The sum without empty buckets. At least one was added. */
  public FloatHistogram sum() {
    throw new UnsupportedOperationException();
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
