package org.llmtutor.promql.function;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.Combination;
import org.llmtutor.promql.histogram.FloatHistogram;

/** Sums and differences inside range functions, with annotations about what did not fit. */
final class NotedArithmetic {

  private final HistogramNotes notes;
  private final String metric;

  NotedArithmetic(HistogramNotes notes, String metric) {
    this.notes = notes;
    this.metric = metric;
  }

  /** The sum; null, with a warning, when only one has custom buckets. */
  @Nullable FloatHistogram plus(FloatHistogram a, FloatHistogram b) {
    if (!fit(a, b)) {
      return null;
    }
    Combination sum = Combination.sum(a, b);
    if (sum.boundsReconciled()) {
      notes.boundsReconciled(HistogramNotes.Operation.ADDITION);
    }
    return sum.histogram();
  }

  /** The difference; null, with a warning, when only one has custom buckets. */
  @Nullable FloatHistogram minus(FloatHistogram a, FloatHistogram b) {
    if (!fit(a, b)) {
      return null;
    }
    Combination difference = Combination.difference(a, b);
    if (difference.boundsReconciled()) {
      notes.boundsReconciled(HistogramNotes.Operation.SUBTRACTION);
    }
    return difference.histogram();
  }

  private boolean fit(FloatHistogram a, FloatHistogram b) {
    if (!a.compatibleWith(b)) {
      notes.mixedBuckets(metric);
      return false;
    }
    return true;
  }
}
