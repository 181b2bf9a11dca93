package org.llmtutor.promql.function;

import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Samples;

/**
 * The samples of one series that a range function sees at one step, stale markers removed: those in
 * {@code (rangeStart, rangeEnd]}. {@code anchored} adds those in {@code (rangeStart - lookback,
 * rangeStart]}; {@code smoothed} adds these and those in {@code (rangeEnd, rangeEnd + lookback]}.
 * The window has at least one sample, which with an extension may lie outside the range; what to
 * make of the borders is up to the function. One object moves over all steps, forward; a function
 * must not keep it.
 */
public final class Window {

  /** The series' times, stale markers removed. Only {@code [from, to)} belongs to the window. */
  public final long[] timestamps;

  /** The floats beside the times. */
  public final double[] values;

  /** The histograms beside the times, null where there is a float; null when all are floats. */
  public final @Nullable FloatHistogram @Nullable [] histograms;

  /** Where the samples of the series start in the arrays. */
  public final int start;

  /** Behind the last sample of the series in the arrays. */
  public final int end;

  /** Whether the window holds samples beyond its range, and which. */
  public final RangeExtension extension;

  /** The first sample of the window. */
  public int from;

  /** The sample after the last of the window. */
  public int to;

  /** Samples at this time or before are outside the range, in milliseconds. */
  public long rangeStart;

  /** The last time inside the range, in milliseconds. */
  public long rangeEnd;

  /** The index of the step. */
  public int step;

  /** The time of the step, before offset and {@code @}, in milliseconds. */
  public long time;

  /** A window over {@code samples}, which have no stale markers; it is empty until it is moved. */
  public Window(Samples samples, RangeExtension extension) {
    this.timestamps = samples.timestamps();
    this.values = samples.values();
    this.histograms = samples.histograms();
    this.extension = extension;
    this.start = samples.offset();
    this.end = start + samples.length();
    this.from = start;
    this.to = start;
  }

  /** The histogram at {@code index}; null when that sample is a float. */
  public @Nullable FloatHistogram histogram(int index) {
    return histograms == null ? null : histograms[index];
  }
}
