package org.llmtutor.promql.function;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;

/**
 * One series during an evaluation: for each step of the grid a float, a histogram or nothing.
 * Mutable while it is made, never after it has been handed on. Not safe for concurrent use.
 *
 * <p>Nothing is written as one NaN that no arithmetic yields from other operands, so that loops
 * over {@link #values} need no second array; test with {@link #isAbsent}.
 */
public final class StepSeries {

  private static final long ABSENT_BITS = 0x7ff8_6e6f_6e65_0001L;

  /** Stands where there is no float: nothing, or a histogram. */
  public static final double ABSENT = Double.longBitsToDouble(ABSENT_BITS);

  private final Labels labels;
  private final boolean dropName;
  private final double[] values;
  private @Nullable FloatHistogram @Nullable [] histograms;

  /** A series with nothing at each of {@code steps} steps. */
  public StepSeries(Labels labels, boolean dropName, int steps) {
    this(labels, dropName, new double[steps], null);
    Arrays.fill(values, ABSENT);
  }

  /**
   * A series around the given arrays.
   *
   * @param labels which series
   * @param dropName whether the metric name is to go when the query ends (delayed removal)
   * @param values the floats, {@link #ABSENT} elsewhere
   * @param histograms the histograms, null elsewhere; null for none at all
   */
  public StepSeries(
      Labels labels,
      boolean dropName,
      double[] values,
      @Nullable FloatHistogram @Nullable [] histograms) {
    this.labels = labels;
    this.dropName = dropName;
    this.values = values;
    this.histograms = histograms;
  }

  /** Whether {@code value} says that there is no float. */
  public static boolean isAbsent(double value) {
    return Double.isNaN(value) && Double.doubleToRawLongBits(value) == ABSENT_BITS;
  }

  /** Which series. */
  public Labels labels() {
    return labels;
  }

  /** Whether the metric name is to go when the query ends. */
  public boolean dropName() {
    return dropName;
  }

  /** How many steps. */
  public int steps() {
    return values.length;
  }

  /** The floats themselves, {@link #ABSENT} where there is none. */
  public double[] values() {
    return values;
  }

  /** The histograms themselves; null when there is none at any step. */
  public @Nullable FloatHistogram @Nullable [] histograms() {
    return histograms;
  }

  /** Whether there is a float or a histogram at {@code step}. */
  public boolean has(int step) {
    return !isAbsent(values[step]) || (histograms != null && histograms[step] != null);
  }

  /** The histogram at {@code step}; null when there is none. */
  public @Nullable FloatHistogram histogram(int step) {
    return histograms == null ? null : histograms[step];
  }

  /** Puts a float at {@code step}. */
  public void set(int step, double value) {
    values[step] = value;
  }

  /** Puts a histogram at {@code step}. */
  public void set(int step, FloatHistogram histogram) {
    if (histograms == null) {
      histograms = new FloatHistogram[values.length];
    }
    histograms[step] = histogram;
    values[step] = ABSENT;
  }

  /** Whether there is nothing at any step. */
  public boolean isEmpty() {
    for (int step = 0; step < values.length; step++) {
      if (has(step)) {
        return false;
      }
    }
    return true;
  }

  /** The same values under other labels; the arrays are shared. */
  public StepSeries relabelled(Labels other, boolean otherDropName) {
    return new StepSeries(other, otherDropName, values, histograms);
  }
}
