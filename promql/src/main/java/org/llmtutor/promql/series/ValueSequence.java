package org.llmtutor.promql.series;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Samples;

/**
 * Values at equal distances: floats, histograms, stale markers and gaps. Immutable once it has left
 * this package.
 */
public final class ValueSequence {

  private static final int FIRST_CAPACITY = 16;

  private double[] values = new double[FIRST_CAPACITY];
  private @Nullable FloatHistogram @Nullable [] histograms;
  private final BitSet gaps = new BitSet();
  private final BitSet hints = new BitSet();
  private int size;

  ValueSequence() {}

  /** How many steps it has, gaps included. */
  public int size() {
    return size;
  }

  /** Whether nothing was written for this step, counted from 0. */
  public boolean isGap(int index) {
    return gaps.get(index);
  }

  /** Whether this step has a stale marker. */
  public boolean isStale(int index) {
    return Samples.isStale(values[index]);
  }

  /** The float of this step; meaningless for gaps and histograms. */
  public double valueAt(int index) {
    return values[index];
  }

  /** The histogram of this step; null when it has none. */
  public @Nullable FloatHistogram histogramAt(int index) {
    return histograms == null || index >= histograms.length ? null : histograms[index];
  }

  /** Whether the histogram of this step was written with a {@code counter_reset_hint}. */
  public boolean hintWrittenAt(int index) {
    return hints.get(index);
  }

  /** All but the gaps, as samples at {@code start}, {@code start + step}, … in milliseconds. */
  public Samples toSamples(long start, long step) {
    int count = size - gaps.cardinality();
    long[] timestamps = new long[count];
    double[] floats = new double[count];
    @Nullable FloatHistogram[] natives = histograms == null ? null : new FloatHistogram[count];
    int at = 0;
    for (int i = 0; i < size; i++) {
      if (!gaps.get(i)) {
        timestamps[at] = start + i * step;
        floats[at] = values[i];
        if (natives != null) {
          natives[at] = histogramAt(i);
        }
        at++;
      }
    }
    return new Samples(timestamps, floats, natives, 0, count);
  }

  void addGap() {
    gaps.set(size);
    add(0);
  }

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  void add(FloatHistogram histogram, boolean hintWritten) {
    hints.set(size, hintWritten);
    add(0);
    if (histograms == null) {
      histograms = new FloatHistogram[values.length];
    } else if (histograms.length < values.length) {
      histograms = Arrays.copyOf(histograms, values.length);
    }
    histograms[size - 1] = histogram;
  }
}
