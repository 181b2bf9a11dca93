package org.llmtutor.promql.model;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.FloatHistogram;

/**
 * Samples of one series in the order of time, as a part of arrays that are shared and must not be
 * written to. A sample is a float or a histogram: where {@link #histogramAt} gives one, {@link
 * #valueAt} means nothing, except that a stale marker is always a float.
 *
 * @param timestamps milliseconds since the epoch, strictly growing within the part
 * @param values the floats
 * @param histograms the histograms, null where a sample is a float; null when all are floats
 * @param offset where the part starts
 * @param length how many samples it has
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: series are read in place
public record Samples(
    long[] timestamps,
    double[] values,
    @Nullable FloatHistogram @Nullable [] histograms,
    int offset,
    int length) {

  private static final long STALE_BITS = 0x7ff0000000000002L;

  /** The value that says that a series has ended. Compare with {@link #isStale}. */
  public static final double STALE = Double.longBitsToDouble(STALE_BITS);

  /** No samples. */
  public static final Samples NONE = new Samples(new long[0], new double[0], null, 0, 0);

  /** All of the given floats. */
  public static Samples of(long[] timestamps, double[] values) {
    return new Samples(timestamps, values, null, 0, timestamps.length);
  }

  /** Whether {@code value} is the marker for the end of a series; no other NaN is. */
  public static boolean isStale(double value) {
    return Double.isNaN(value) && Double.doubleToRawLongBits(value) == STALE_BITS;
  }

  /** The time of the sample at {@code index}, from 0, in milliseconds since the epoch. */
  public long timestampAt(int index) {
    return timestamps[offset + index];
  }

  /** The float at {@code index}, from 0. */
  public double valueAt(int index) {
    return values[offset + index];
  }

  /** The histogram at {@code index}, from 0; null when that sample is a float. */
  public @Nullable FloatHistogram histogramAt(int index) {
    return histograms == null ? null : histograms[offset + index];
  }
}
