package org.llmtutor.promql.histogram;

import org.jspecify.annotations.Nullable;

/**
 * Counter-reset hints as a database gives them back. Prometheus stores histograms in chunks that
 * hold no reset: the first of a chunk comes back as unknown, those after it as not reset, gauges as
 * gauges. Keeps the place within one series; mutable, not safe for concurrent use.
 */
public final class StoredHints {

  private @Nullable FloatHistogram last;

  /** A float or a stale marker came, which ends the chunk. */
  public void interrupt() {
    last = null;
  }

  /** {@code histogram}, the next sample of the series, with the hint that it comes back with. */
  public FloatHistogram next(FloatHistogram histogram) {
    FloatHistogram before = last;
    last = histogram;
    if (histogram.hint == CounterResetHint.GAUGE) {
      return histogram;
    }
    boolean continues =
        before != null && before.hint != CounterResetHint.GAUGE && continues(before, histogram);
    return histogram.withHint(continues ? CounterResetHint.NOT_RESET : CounterResetHint.UNKNOWN);
  }

  private static boolean continues(FloatHistogram before, FloatHistogram histogram) {
    return before.schema == histogram.schema
        && before.zeroThreshold == histogram.zeroThreshold
        && CustomBounds.same(before.bounds, histogram.bounds)
        && histogram.hint != CounterResetHint.RESET
        && !histogram.withHint(CounterResetHint.UNKNOWN).detectReset(before);
  }
}
